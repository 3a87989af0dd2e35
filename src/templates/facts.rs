//! The facts that templates take in, by their keys.

use jiff::ZonedDateTime;

use super::Piece;
use crate::config::{Config, Language};
use crate::letter::address::{self, Address};
use crate::letter::person::Person;
use crate::rules::{Bilingual, dated};

/// What is known when a letter is begun.
pub(super) struct Facts<'a> {
    /// The letter's language.
    pub language: Language,
    /// The rules in force.
    pub config: &'a Config,
    /// The present moment.
    pub now: Option<&'a ZonedDateTime>,
    /// The value of the To field; empty where nobody is known.
    pub to: &'a str,
}

impl Facts<'_> {
    /// What stands for a key, with gaps for what is not known; `None` leaves out its line.
    ///
    /// | key | fact | where it is not known |
    /// | --- | --- | --- |
    /// | `writer.from` | name and mailbox, for From | no line |
    /// | `writer.name` | the name | a gap |
    /// | `writer.signature` | what stands under the close | a gap |
    /// | `company.name` | the company's name | a gap |
    /// | `deputy.name` | the first deputy's name and post | a gap |
    /// | `deputy.contacts` | telephone and mailbox, as far as known | gaps |
    /// | `to` | the recipients | nothing |
    /// | `greeting` | a salutation made from the recipient | one with a gap for the name |
    /// | `today` | the day, with its year | a gap |
    pub fn get(&self, key: &str) -> Option<Vec<Piece>> {
        let (writer, company) = (&self.config.writer, &self.config.company);
        let deputy = company.deputies.first();
        Some(match key {
            "writer.from" => vec![Piece::text(self.from()?)],
            "writer.name" => self.or_gap(writer.name(self.language), "ваше имя", "your name"),
            "writer.signature" => {
                let signature = writer.signature(company, self.language);
                self.or_gap(signature, "ваше имя", "your name")
            }
            "company.name" => {
                self.or_gap(company.name(self.language), "ваша компания", "your company")
            }
            "deputy.name" => self.or_gap(
                deputy.and_then(|deputy| deputy.named(self.language)),
                "имя заместителя",
                "name of the deputy",
            ),
            "deputy.contacts" => self.contacts(),
            "to" => vec![match self.recipients() {
                to if to.is_empty() => Piece::gap(""),
                to => Piece::text(to),
            }],
            "greeting" => self.greeting(),
            "today" => self.or_gap(self.today(), "дата", "date"),
            unknown => vec![Piece::gap(unknown)],
        })
    }

    fn or_gap(
        &self,
        fact: Option<impl Into<String>>,
        ru: &'static str,
        en: &'static str,
    ) -> Vec<Piece> {
        vec![match fact {
            Some(fact) => Piece::text(fact),
            None => Piece::gap(Bilingual { ru, en }.get(self.language)),
        }]
    }

    fn from(&self) -> Option<String> {
        let writer = &self.config.writer;
        let mailbox = writer.mailbox.as_ref()?;
        Some(match writer.name(self.language) {
            Some(name) => format!("{} <{mailbox}>", display_name(name)),
            None => mailbox.clone(),
        })
    }

    /// The recipients on one line.
    fn recipients(&self) -> String {
        self.to.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn contacts(&self) -> Vec<Piece> {
        let deputy = self.config.company.deputies.first();
        let phone = deputy.and_then(|deputy| deputy.phone.as_deref());
        let mailbox = deputy.and_then(|deputy| deputy.mailbox.as_deref());
        let known: Vec<&str> = [phone, mailbox].into_iter().flatten().collect();
        if !known.is_empty() {
            return vec![Piece::text(known.join(", "))];
        }
        let (phone, mailbox) = match self.language {
            Language::Russian => ("телефон заместителя", "адрес заместителя"),
            Language::English => ("phone of the deputy", "address of the deputy"),
        };
        vec![Piece::gap(phone), Piece::text(", "), Piece::gap(mailbox)]
    }

    fn greeting(&self) -> Vec<Piece> {
        let recipients = address::parse(self.to);
        let known = match (recipients.as_slice(), self.language) {
            ([one], Language::Russian) => salutation(one, Person::russian_salutation),
            ([one], Language::English) => salutation(one, |person| {
                person.english_salutations().into_iter().next()
            }),
            ([], _) => None,
            (_, Language::Russian) => Some("Уважаемые коллеги!".to_owned()),
            (_, Language::English) => Some("Dear all,".to_owned()),
        };
        match (known, self.language) {
            (Some(known), _) => vec![Piece::text(known)],
            (None, Language::Russian) => vec![
                Piece::text("Здравствуйте, "),
                Piece::gap("имя отчество"),
                Piece::text("!"),
            ],
            (None, Language::English) => {
                vec![Piece::text("Dear "), Piece::gap("name"), Piece::text(",")]
            }
        }
    }

    /// «23 ноября 2026 года», "23 November 2026".
    fn today(&self) -> Option<String> {
        let today = self.now?.date();
        let day = dated::written(today, self.language);
        Some(match self.language {
            Language::Russian => format!("{day} {} года", today.year()),
            Language::English => format!("{day} {}", today.year()),
        })
    }
}

fn salutation(address: &Address, made: fn(&Person) -> Option<String>) -> Option<String> {
    made(&Person::of(address)?)
}

/// A name as a display name: in quotation marks where it needs them (RFC 5322, 3.2.4).
fn display_name(name: &str) -> String {
    match name.contains([
        '(', ')', '<', '>', '[', ']', ':', ';', '@', '\\', ',', '.', '"',
    ]) {
        true => format!("\"{}\"", name.replace('\\', r"\\").replace('"', "\\\"")),
        false => name.to_owned(),
    }
}
