//! The address of the client, behind trusted proxies.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use ipnet::IpNet;

/// The peer's address or, if the peer is a trusted proxy, the rightmost untrusted address in `X-Forwarded-For`. The client controls
/// everything to the left of that address.
pub(crate) fn of(request: &Request, trusted: &[IpNet]) -> Option<IpAddr> {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()?
        .0
        .ip()
        .to_canonical();
    let chain: Vec<&str> = request
        .headers()
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(','))
        .map(str::trim)
        .collect();
    Some(walk(peer, &chain, trusted))
}

fn walk(peer: IpAddr, chain: &[&str], trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut client = peer;
    for hop in chain.iter().rev() {
        if !is_trusted(&client) {
            break;
        }
        // Nothing to the left of an unreadable entry can be trusted.
        let Ok(address) = hop.parse::<IpAddr>() else { break };
        client = address.to_canonical();
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_are_believed_and_only_from_the_right() {
        let trusted = ["10.0.0.0/8".parse().expect("a network")];
        let walk =
            |peer: &str, chain: &[&str]| walk(peer.parse().expect("an address"), chain, &trusted).to_string();
        assert_eq!(
            walk("198.51.100.1", &["203.0.113.9"]),
            "198.51.100.1",
            "an untrusted peer speaks for itself"
        );
        assert_eq!(walk("10.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(
            walk("10.0.0.1", &["1.1.1.1", "203.0.113.9", "10.0.0.2"]),
            "203.0.113.9",
            "spoofed entries stay left"
        );
        assert_eq!(walk("10.0.0.1", &["1.1.1.1", "nonsense"]), "10.0.0.1");
        assert_eq!(walk("10.0.0.1", &["::ffff:203.0.113.9"]), "203.0.113.9");
        assert_eq!(walk("10.0.0.1", &[]), "10.0.0.1");
    }
}
