//! A minimal HTTP client for requests to a server on this machine.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::process::Result;

/// A response.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// The content encoding: `br`, `gzip`, or empty.
    pub(crate) encoding: String,
    /// The number of bytes after the head, as transferred.
    pub(crate) wire_bytes: usize,
    /// The body, still encoded.
    pub(crate) body: Vec<u8>,
}

/// Sends `GET path` to `host`, such as `127.0.0.1:3000`.
pub(crate) fn get(host: &str, path: &str, accept_encoding: &str) -> Result<Response> {
    let failed = |error: std::io::Error| format!("http://{host}{path} cannot be fetched: {error}.");
    let mut stream = TcpStream::connect(host).map_err(failed)?;
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .map_err(failed)?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html, */*\r\nAccept-Encoding: {accept_encoding}\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).map_err(failed)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(failed)?;
    parse(&answer).ok_or_else(|| format!("http://{host}{path} did not answer in HTTP."))
}

fn parse(answer: &[u8]) -> Option<Response> {
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    let raw = &answer[end + 4..];
    let header = |name: &str| {
        let mut lines = head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    };
    let is_chunked = header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked"));
    Some(Response {
        status: head.split(' ').nth(1)?.parse().ok()?,
        encoding: header("content-encoding").unwrap_or_default().to_owned(),
        wire_bytes: raw.len(),
        body: if is_chunked { joined(raw)? } else { raw.to_vec() },
    })
}

/// Joins the chunks of a body.
fn joined(mut raw: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = raw.windows(2).position(|bytes| bytes == b"\r\n")?;
        let size = std::str::from_utf8(&raw[..end]).ok()?.split(';').next()?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        let start = end + 2;
        body.extend_from_slice(raw.get(start..start + size)?);
        raw = raw.get(start + size + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunked_answer_is_put_together() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nPort\r\n3\r\nico\r\n0\r\n\r\n";
        let response = parse(answer).unwrap_or_default();
        assert_eq!(
            (response.status, response.encoding.as_str(), response.wire_bytes),
            (200, "br", 22)
        );
        assert_eq!(response.body, b"Portico");
    }

    #[test]
    fn an_answer_that_was_cut_off_is_none() {
        assert_eq!(
            parse(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nPort"),
            None
        );
    }
}
