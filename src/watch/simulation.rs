//! What watching costs and how late it notices, beside other clients' ways, in simulated time.
//! `cargo test --lib watch::simulation -- --nocapture` prints the tables.
#![expect(clippy::arithmetic_side_effects, reason = "tests may fail loudly")]

use super::*;

/// A generator of random numbers, the same ones every time (Steele, Lea & Flood, `SplitMix`).
struct Luck(u64);

impl Luck {
    fn draw(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        f64::from(u32::try_from((bits ^ (bits >> 31)) >> 32).unwrap()) / 4_294_967_296.0
    }
}

/// Requests, and how long after the end it was noticed, for one job that takes so long.
type Course = fn(f64, &mut Luck) -> (f64, f64);

/// Polls at 0 and after each of these intervals, given the number of polls and the age.
fn polling(takes_ms: f64, mut interval: impl FnMut(u32, f64) -> f64) -> (f64, f64) {
    let (mut now, mut polls) = (0.0, 1);
    while now < takes_ms {
        now += interval(polls, now);
        polls += 1;
    }
    (f64::from(polls), now - takes_ms)
}

const FIXED_2: Course = |takes, _| polling(takes, |_, _| 2e3);
const FIXED_5: Course = |takes, _| polling(takes, |_, _| 5e3);
/// Between the least and the doubled one, then exactly the most.
const AWS: Course = |takes, luck| {
    polling(takes, |polls, _| {
        let most = 2e3 * 2_f64.powi(i32::try_from(polls).unwrap() - 1);
        if most > 120e3 { 120e3 } else { 2e3 + luck.draw() * (most - 2e3) }
    })
};
const GAX: Course =
    |takes, _| polling(takes, |polls, _| (100.0 * 1.3_f64.powf(f64::from(polls) - 1.0)).min(60e3));
/// 2 s until the job is processed, which takes two hops of the server, then 5 s.
const CARD: Course = |takes, _| polling(takes, |_, age| if age < 6e3 { 2e3 } else { 5e3 });
const DRAWER: Course = |takes, _| {
    polling(takes, |polls, _| {
        [2e3, 5e3, 10e3, 15e3, 30e3].get(polls as usize - 1).copied().unwrap_or(60e3)
    })
};
const VISIBLE: Course = |takes, luck| {
    let run = watch(&[(0.0, takes)], false, 0.0, luck);
    (run.requests, run.delay_ms)
};
const HIDDEN: Course = |takes, luck| {
    let run = watch(&[(0.0, takes)], true, 0.0, luck);
    (run.requests, run.delay_ms)
};

struct Run {
    requests: f64,
    /// The mean of all jobs.
    delay_ms: f64,
    most_requests_in_a_round: u32,
}

/// Runs a hub over jobs that begin then and take so long, to the end of the last.
fn watch(jobs: &[(f64, f64)], is_hidden: bool, latency_ms: f64, luck: &mut Luck) -> Run {
    let mut hub = Hub::new(Policy::default());
    hub.set_hidden(is_hidden);
    let id = |at| format!("batch_{at:05}");
    let ends: Vec<f64> = jobs.iter().map(|(begins, takes)| begins + takes).collect();
    let end = |id: &str| ends[id["batch_".len()..].parse::<usize>().unwrap()];
    let mut begun = 0;
    let mut run = Run { requests: 0.0, delay_ms: 0.0, most_requests_in_a_round: 0 };
    let (mut now, mut in_round) = (0.0, 0);
    loop {
        while jobs.get(begun).is_some_and(|(begins, _)| *begins <= now) {
            hub.add(now, 1, &id(begun), Terms::default());
            begun += 1;
        }
        let begins = jobs.get(begun).map(|(begins, _)| *begins);
        let ids = match (hub.next(now, luck.draw()), begins) {
            (Next::Idle, None) => break,
            (Next::Idle, Some(begins)) => {
                now = begins;
                continue;
            }
            (Next::Wait { ms }, begins) => {
                now = (now + f64::from(ms)).min(begins.unwrap_or(f64::INFINITY));
                in_round = 0;
                continue;
            }
            (Next::Retrieve { id }, _) => vec![id],
            (Next::List { ids }, _) => ids,
        };
        run.requests += 1.0;
        in_round += 1;
        run.most_requests_in_a_round = run.most_requests_in_a_round.max(in_round);
        let answers = ids.into_iter().map(|id| {
            let status = if now >= end(&id) { Status::Completed } else { Status::Confirmed };
            Snapshot {
                id,
                status,
                stamps: Stamps::default(),
                dry_run: false,
                updated_at_ms: None,
                progress: None,
            }
        });
        let answers = answers.collect();
        now += latency_ms;
        hub.answered(now, answers);
        for event in hub.take_events() {
            if let What::Settled(report) = event.what {
                run.delay_ms += now - end(&report.id);
            }
        }
    }
    assert!(hub.is_empty());
    run.delay_ms /= f64::from(u32::try_from(jobs.len()).unwrap());
    run
}

/// Means over jobs that take 10 % more or less.
fn mean(course: Course, takes_ms: f64) -> (f64, f64) {
    const RUNS: u32 = 200;
    let mut luck = Luck(1);
    let (mut requests, mut delay_ms) = (0.0, 0.0);
    for _ in 0..RUNS {
        let takes_ms = takes_ms * (0.9 + 0.2 * luck.draw());
        let run = course(takes_ms, &mut luck);
        requests += run.0;
        delay_ms += run.1;
    }
    (requests / f64::from(RUNS), delay_ms / f64::from(RUNS) / 1e3)
}

const TIMES: [(&str, f64); 6] = [
    ("3 s", 3e3),
    ("15 s", 15e3),
    ("60 s", 60e3),
    ("5 min", 300e3),
    ("30 min", 1_800e3),
    ("2 h", 7_200e3),
];

fn row(table: &mut String, name: &str, course: Course) -> Vec<(f64, f64)> {
    let cells: Vec<_> = TIMES.iter().map(|(_, takes_ms)| mean(course, *takes_ms)).collect();
    let texts = cells.iter().map(|(requests, delay)| format!("{requests:>7.1} /{delay:>5.1} s"));
    let line = format!("\n{name:<26}{}", texts.collect::<String>());
    table.push_str(&line);
    cells
}

#[test]
fn one_job_beside_other_clients() {
    let names = TIMES.map(|(name, _)| format!("{name:>16}")).concat();
    let mut table = format!("\nrequests / mean delay of noticing the end\n{:26}{names}", "");
    let fixed_2 = row(&mut table, "fixed 2 s (Azure)", FIXED_2);
    let fixed_5 = row(&mut table, "fixed 5 s (openai)", FIXED_5);
    let card = row(&mut table, "Medusa's card 2, 5 s", CARD);
    let drawer = row(&mut table, "Medusa's drawer 2..60 s", DRAWER);
    let aws = row(&mut table, "AWS 2..120 s", AWS);
    let gax = row(&mut table, "gax 0.1 s * 1.3 ..60 s", GAX);
    let visible = row(&mut table, "watch, page seen", VISIBLE);
    let hidden = row(&mut table, "watch, page hidden", HIDDEN);
    println!("{table}");
    // What the same policy needed where it was designed.
    let seen = [(5.0, 0.5), (14.0, 1.1), (24.0, 4.4), (41.0, 8.1), (141.0, 7.5), (501.0, 8.0)];
    for (at, (requests, delay)) in seen.into_iter().enumerate() {
        let (name, is) = (TIMES[at].0, visible[at]);
        assert!((is.0 - requests).abs() < 0.02 * requests + 0.6, "{name}: {} requests", is.0);
        assert!((is.1 - delay).abs() < 1.0 && is.1 <= 8.1, "{name}: noticed {} s late", is.1);
        assert!(hidden[at].0 <= is.0, "{name}: hidden {} requests", hidden[at].0);
    }
    for at in 3..TIMES.len() {
        let (name, is) = (TIMES[at].0, visible[at]);
        assert!(3.5 * is.0 < fixed_2[at].0 && 1.4 * is.0 < fixed_5[at].0, "{name}: {}", is.0);
        assert!(1.4 * is.0 < card[at].0, "{name}: {} requests", is.0);
        // Those who ask less often notice much later.
        for other in [&drawer, &aws, &gax] {
            assert!(3.0 * is.1 < other[at].1, "{name}: noticed {} s late", is.1);
        }
    }
    // Short jobs are noticed sooner than by who asks every 2 s.
    assert!(visible[0].1 < fixed_2[0].1);
}

/// Means over runs of so many jobs of about 5 minutes that begin within so many milliseconds.
fn many(within_ms: f64, most_jobs: u32) -> String {
    let mut table = format!(
        "\njobs of 5 min, begun within {} s, 50 ms for an answer\n{:>7}{:>10}{:>14}{:>8}{:>12}{:>18}",
        within_ms / 1e3,
        "jobs",
        "requests",
        "card 2, 5 s",
        "factor",
        "delay",
        "a round at most"
    );
    for (count, runs) in [(1, 200_u32), (20, 50), (100, 20), (1_000, 5), (10_000, 1)] {
        if count > most_jobs {
            break;
        }
        let mut luck = Luck(2);
        let (mut requests, mut others, mut delay, mut most) = (0.0, 0.0, 0.0, 0);
        for _ in 0..runs {
            let job = |_| (within_ms * luck.draw(), 300e3 * (0.9 + 0.2 * luck.draw()));
            let mut jobs: Vec<_> = (0..count).map(job).collect();
            jobs.sort_by(|one, other| one.0.total_cmp(&other.0));
            others += jobs.iter().map(|job| CARD(job.1, &mut luck).0).sum::<f64>();
            let run = watch(&jobs, false, 50.0, &mut luck);
            requests += run.requests;
            delay += run.delay_ms / 1e3 / f64::from(runs);
            most = most.max(run.most_requests_in_a_round);
        }
        let factor = others / requests;
        let (requests, others) = (requests / f64::from(runs), others / f64::from(runs));
        let line = format!("\n{count:>7}{requests:>10.0}{others:>14.0}{factor:>8.1}");
        table.push_str(&line);
        let line = format!("{delay:>10.1} s{most:>18}");
        table.push_str(&line);
        assert!(most <= count.div_ceil(100), "{count} jobs: {most} requests in a round");
        // Few runs have few rounds, and little to take the mean of.
        let latest = if runs > 5 { 8.0 } else { 9.0 };
        assert!(delay <= latest, "{count} jobs: noticed {delay} s late");
        // Young jobs are due every second, and who begins at another time is young at another.
        let least = if within_ms > 0.0 { 8.0 } else { 20.0 };
        assert!(count < 100 || factor > least, "{count} jobs: only {factor} times fewer");
    }
    table
}

#[test]
fn many_jobs_beside_the_admin() {
    println!("{}\n{}", many(0.0, 10_000), many(300e3, 1_000));
}
