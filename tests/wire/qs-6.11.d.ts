declare module "qs-6.11" {
  import qs from "qs";
  export default qs;
}
