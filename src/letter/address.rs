//! Addresses of a header field (RFC 5322, section 3.4).

use mailparse::MailAddr;

/// One mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// The display name, empty where there is none.
    pub name: String,
    /// `local-part@domain`, or an alias of the mail program.
    pub mailbox: String,
}

impl Address {
    /// The domain in lower case, empty where there is none.
    pub fn domain(&self) -> String {
        let (_, domain) = self.mailbox.rsplit_once('@').unwrap_or_default();
        domain.to_lowercase()
    }
}

/// The mailboxes of a decoded field value. What can't be parsed as addresses (a draft in progress,
/// an alias) is split at commas and kept as it stands.
pub fn parse(value: &str) -> Vec<Address> {
    match mailparse::addrparse(value) {
        Ok(list) => list.iter().flat_map(mailboxes).filter(is_filled).collect(),
        Err(_) => value
            .split([',', ';'])
            .map(by_hand)
            .filter(is_filled)
            .collect(),
    }
}

fn mailboxes(address: &MailAddr) -> Vec<Address> {
    let single = |info: &mailparse::SingleInfo| Address {
        name: info
            .display_name
            .clone()
            .unwrap_or_default()
            .trim()
            .to_owned(),
        mailbox: info.addr.clone(),
    };
    match address {
        MailAddr::Single(info) => vec![single(info)],
        MailAddr::Group(group) => group.addrs.iter().map(single).collect(),
    }
}

fn by_hand(piece: &str) -> Address {
    let piece = piece.trim();
    match piece.split_once('<') {
        Some((name, rest)) => Address {
            name: name.trim().trim_matches('"').to_owned(),
            mailbox: rest.trim_end_matches('>').trim().to_owned(),
        },
        None if piece.contains('@') => Address {
            name: String::new(),
            mailbox: piece.to_owned(),
        },
        None => Address {
            name: piece.to_owned(),
            mailbox: String::new(),
        },
    }
}

fn is_filled(address: &Address) -> bool {
    !address.name.is_empty() || !address.mailbox.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_mailboxes_are_found_in_any_shape() {
        let of = |value| {
            parse(value)
                .into_iter()
                .map(|a| (a.name, a.mailbox))
                .collect::<Vec<_>>()
        };
        let pair = |name: &str, mailbox: &str| (name.to_owned(), mailbox.to_owned());
        assert_eq!(
            of("Иван Петров <ivan@example.com>, \"Smith, John\" <j@example.com>"),
            [
                pair("Иван Петров", "ivan@example.com"),
                pair("Smith, John", "j@example.com")
            ]
        );
        assert_eq!(of("ivan@example.com"), [pair("", "ivan@example.com")]);
        assert_eq!(of("Иван Петров"), [pair("Иван Петров", "")]);
        assert_eq!(of("Иван <ivan@exa"), [pair("Иван", "ivan@exa")]);
        assert_eq!(
            of("Иван <ivan@exa, anna@example.com"),
            [pair("Иван", "ivan@exa"), pair("", "anna@example.com")]
        );
        assert!(of(" , ").is_empty());
    }
}
