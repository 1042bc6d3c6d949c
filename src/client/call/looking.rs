//! Whether an attempt in doubt was processed: the server is asked, by a call of its own, before
//! anything is repeated.

use super::{Call, CallOptions, Payload, Step};
use crate::api::{Request, Trace, batch_jobs};
use crate::client::Failure;
use crate::edge::{self, property, set_property};
use crate::policy::Outcome;
use js_sys::{Array, Object};
use wasm_bindgen::JsValue;

/// A look under way.
#[derive(Debug)]
pub(super) struct Look {
    /// Of the attempt in doubt.
    outcome: Outcome,
    failure: Failure,
    /// How often the server was asked.
    looks: u32,
    /// Asks it; none during the pause before.
    call: Option<Box<Call>>,
}

/// What the server says.
enum Found {
    /// It is done, and this is what the call asked for.
    Done(JsValue),
    /// It is not done, so far.
    Not,
    /// It can't be told.
    Unknown,
}

/// The request may still be on its way when its answer is lost, so a job that is not there is looked
/// for again. In milliseconds.
const BEFORE_FIRST_LOOK: u32 = 1_000;
const BEFORE_SECOND_LOOK: u32 = 4_000;
/// A confirm is refused where it was confirmed already, so nothing is lost by asking soon.
const BEFORE_RETRIEVING: u32 = 250;

impl Call {
    /// Finds out what became of the attempt before anything else.
    pub(super) fn look(&mut self, outcome: Outcome, failure: Failure) -> Step {
        let pause = match self.request.endpoint.trace {
            Trace::Confirmed => BEFORE_RETRIEVING,
            Trace::Listed | Trace::None => BEFORE_FIRST_LOOK,
        };
        self.look = Some(Box::new(Look { outcome, failure, looks: 0, call: None }));
        self.pause(pause)
    }

    /// Goes on with a look.
    pub(super) fn looking(&mut self, mut look: Box<Look>, outcome: &Array) -> Step {
        let step = match &mut look.call {
            Some(call) => call.next(outcome),
            None if edge::number(outcome, 0) == Some(6) => {
                return Step::Done(Err(Failure::Aborted(outcome.get(1))));
            }
            None => {
                look.looks = look.looks.saturating_add(1);
                look.call.insert(self.question()).next(&Array::of1(&JsValue::from(0)))
            }
        };
        match step {
            Step::Perform(step) => {
                self.look = Some(look);
                Step::Perform(step)
            }
            Step::Done(Err(Failure::Aborted(reason))) => Step::Done(Err(Failure::Aborted(reason))),
            Step::Done(Err(_)) => self.stop(look.failure),
            Step::Done(Ok(answer)) => self.looked(look, &answer),
        }
    }

    /// The call that asks.
    fn question(&self) -> Box<Self> {
        let Request { endpoint, path, .. } = &self.request;
        let request = match endpoint.trace {
            Trace::Confirmed => {
                let path = path.strip_suffix(endpoint.tail).unwrap_or(path);
                let path = String::from(path);
                Request { endpoint: &batch_jobs::RETRIEVE, path, query: String::new() }
            }
            Trace::Listed | Trace::None => {
                let query = edge::text(&self.sought, 1);
                let path = String::from(batch_jobs::LIST.path);
                Request { endpoint: &batch_jobs::LIST, path, query }
            }
        };
        let options = CallOptions { max_retries: Some(self.max_retries), ..self.options.clone() };
        let mut call = Self::new(&self.client, request, Payload::default(), options);
        call.has_renewed = self.has_renewed;
        call
    }

    fn looked(&mut self, mut look: Box<Look>, answer: &JsValue) -> Step {
        let found = match self.request.endpoint.trace {
            Trace::Confirmed => confirmed(answer),
            Trace::Listed | Trace::None => listed(answer, &self.sought),
        };
        match found {
            Found::Done(result) => {
                set_property(&property(&result, "response"), "attempts", &self.attempts.into());
                self.succeeded(result)
            }
            Found::Unknown => self.stop(look.failure),
            Found::Not if self.request.endpoint.trace == Trace::Listed && look.looks < 2 => {
                look.call = None;
                self.look = Some(look);
                self.pause(BEFORE_SECOND_LOOK)
            }
            Found::Not => self.judge(look.outcome, look.failure, true),
        }
    }
}

fn confirmed(answer: &JsValue) -> Found {
    if property(&property(answer, "batch_job"), "confirmed_at").is_string() {
        Found::Done(answer.clone())
    } else {
        Found::Not
    }
}

fn listed(answer: &JsValue, sought: &Array) -> Found {
    let found = edge::found(answer, sought);
    match edge::number(&found, 0) {
        Some(1) => {
            let result = Object::new().into();
            set_property(&result, "batch_job", &found.get(1));
            set_property(&result, "response", &property(answer, "response"));
            Found::Done(result)
        }
        Some(0) => Found::Not,
        _ => Found::Unknown,
    }
}
