use jiff::civil::date;
use jiff::tz::TimeZone;
use serde_json::{from_value, json};

use super::*;
use crate::config::Store;
use crate::spelling::{Library, Places};

/// A client that pulls drops what a report on the workspace says of a letter that it asks for itself,
/// as VS Code's does. So such a report leaves it to be told that the letter's findings changed.
#[test]
fn a_report_on_the_workspace_keeps_no_news_from_a_letter() {
    let noon = || {
        let noon = date(2026, 11, 28).at(12, 0, 0, 0);
        noon.to_zoned_datetime(TimeZone::UTC).expect("a moment")
    };
    let mut state = State::new(Store::new(None), Library::new(Places::default()), noon);
    state.client.pull_diagnostics = true;
    let uri: Uri = "untitled:letter".parse().expect("a URI");
    state.open(uri.clone(), "mail", 1, "Добрый день!\n\nЖду инфу.\n");
    let ask: DocumentDiagnosticParams =
        from_value(json!({"textDocument": {"uri": uri}})).expect("parameters");
    assert!(state.report(&Id::Number(1), &ask, &mut Outbox::default()));
    assert!(!state.news(&mut Outbox::default()), "it has what is new");

    state.set_settings(&json!({"rules": {"tone-informal": "off"}}));
    assert!(state.pull_open(&uri, None).is_some());
    assert!(state.news(&mut Outbox::default()), "it is to ask again");
    state.pull(&ask);
    assert!(!state.news(&mut Outbox::default()), "it did");
}
