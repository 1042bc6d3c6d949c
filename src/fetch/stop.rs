//! What ends a call from outside: the caller's signal, or a time limit.

use super::engine::{global, method, property};
use js_sys::{Function, Reflect};
use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = "setTimeout", catch)]
    fn set_timeout(handler: &Function, ms: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = "clearTimeout", catch)]
    fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;
}

/// How a call was ended.
#[derive(Debug, Clone)]
pub(crate) enum End {
    /// By the caller's signal, with its reason, whatever that is.
    Aborted(JsValue),
    /// By the time limit.
    TimedOut,
}

#[derive(Default)]
struct State {
    end: Option<End>,
    waker: Option<Waker>,
}

/// Watches a signal and a timer, and hands `fetch` a signal of its own. Dropping it clears the timer
/// and the listener, and aborts what is still under way.
pub(crate) struct Stop {
    state: Rc<RefCell<State>>,
    controller: JsValue,
    timer: Option<(JsValue, Closure<dyn FnMut()>)>,
    listener: Option<(JsValue, Closure<dyn FnMut()>)>,
    finished: bool,
}

impl Stop {
    /// Starts watching. `after_ms` must be within what a timer can take.
    pub fn new(signal: Option<&JsValue>, after_ms: Option<u32>) -> Self {
        let state = Rc::new(RefCell::new(State::default()));
        let ending = |end: Box<dyn Fn() -> End>| {
            let state = Rc::clone(&state);
            Closure::<dyn FnMut()>::new(move || {
                let waker = state.try_borrow_mut().ok().and_then(|mut state| {
                    let end = end();
                    state.end.get_or_insert(end);
                    state.waker.take()
                });
                if let Some(waker) = waker {
                    waker.wake();
                }
            })
        };
        let timer = after_ms.and_then(|ms| {
            let closure = ending(Box::new(|| End::TimedOut));
            let timer = set_timeout(closure.as_ref().unchecked_ref(), ms).ok()?;
            Some((timer, closure))
        });
        let listener = signal.map(|signal| {
            let source = signal.clone();
            let closure = ending(Box::new(move || End::Aborted(property(&source, "reason"))));
            listen(signal, "addEventListener", &closure);
            (signal.clone(), closure)
        });
        if let Some(signal) = signal.filter(|signal| property(signal, "aborted").is_truthy())
            && let Ok(mut state) = state.try_borrow_mut()
        {
            state.end = Some(End::Aborted(property(signal, "reason")));
        }
        let controller = global("AbortController")
            .dyn_into::<Function>()
            .ok()
            .and_then(|constructor| Reflect::construct(&constructor, &js_sys::Array::new()).ok())
            .unwrap_or(JsValue::UNDEFINED);
        Self { state, controller, timer, listener, finished: false }
    }

    /// The signal to give to `fetch`.
    pub fn signal(&self) -> JsValue {
        property(&self.controller, "signal")
    }

    /// Runs a future until it is done or the call is ended. It does not rely on `fetch` obeying its
    /// signal: a mock or a body reader may not.
    pub async fn race<T>(&mut self, future: impl Future<Output = T>) -> Result<T, End> {
        let mut future = pin!(future);
        let state = Rc::clone(&self.state);
        let result = poll_fn(|context| {
            if let Ok(mut state) = state.try_borrow_mut() {
                if let Some(end) = state.end.clone() {
                    return Poll::Ready(Err(end));
                }
                state.waker = Some(context.waker().clone());
            }
            future.as_mut().poll(context).map(Ok)
        })
        .await;
        self.finished = result.is_ok();
        result
    }

    /// Waits for the end itself.
    pub async fn ended(mut self) -> End {
        match self.race(std::future::pending::<()>()).await {
            Err(end) => end,
            Ok(()) => End::TimedOut,
        }
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        if let Some((timer, _)) = &self.timer {
            let _ = clear_timeout(timer);
        }
        if let Some((signal, closure)) = &self.listener {
            listen(signal, "removeEventListener", closure);
        }
        if !self.finished
            && let Some(abort) = method(&self.controller, "abort")
        {
            let _ = abort.call0(&self.controller);
        }
    }
}

fn listen(signal: &JsValue, verb: &str, closure: &Closure<dyn FnMut()>) {
    if let Some(function) = method(signal, verb) {
        let _ = function.call2(signal, &JsValue::from_str("abort"), closure.as_ref());
    }
}
