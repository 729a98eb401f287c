//! More connections than the listener has slots. `server/src/http/listener/tests.rs` tests the timeouts, with smaller limits.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use crate::process::Server;

/// More than `Limits::default()` allows.
const MANY: usize = 4_400;

/// Opens connections that send nothing; fewer if the process is not allowed to open as many files.
fn silent(server: &Server) -> Vec<TcpStream> {
    let mut clients = Vec::with_capacity(MANY);
    while clients.len() < MANY {
        match TcpStream::connect_timeout(&server.address, Duration::from_secs(5)) {
            Ok(client) => clients.push(client),
            Err(error) => {
                eprintln!("{} silent clients and no more: {error}", clients.len());
                clients.truncate(clients.len().saturating_sub(20));
                break;
            }
        }
    }
    clients
}

/// The status line, or the error.
fn health(server: &Server) -> std::io::Result<String> {
    let mut client = TcpStream::connect_timeout(&server.address, Duration::from_secs(5))?;
    client.set_read_timeout(Some(Duration::from_secs(8)))?;
    client.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    client.read_to_string(&mut answer)?;
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}

#[test]
fn silent_clients_do_not_take_every_place() {
    let server = Server::start("sqlite://app.db");
    let clients = silent(&server);
    for _ in 0..5 {
        let started = Instant::now();
        let answer = health(&server);
        assert_eq!(answer.expect("an answer"), "HTTP/1.1 200 OK");
        assert!(
            started.elapsed() < Duration::from_secs(5),
            "{:?}",
            started.elapsed()
        );
    }
    drop(clients);
    assert_eq!(server.stop().0, Some(0));
}

/// The resident memory in MiB; `None` without `/proc`.
fn memory(server: &Server) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024)
}

/// Each client sends the largest possible part of a request head, and does not complete it.
#[test]
fn half_heads_take_little_memory() {
    let server = Server::start("sqlite://app.db");
    assert_eq!(health(&server).expect("an answer"), "HTTP/1.1 200 OK");
    let before = memory(&server);
    let head = format!("GET / HTTP/1.1\r\nHost: x\r\nX-A: {}", "a".repeat(15_000));
    let mut clients = silent(&server);
    for client in &mut clients {
        // The evicted connections have been closed.
        let _ = client.write_all(head.as_bytes());
    }
    let started = Instant::now();
    assert_eq!(health(&server).expect("an answer"), "HTTP/1.1 200 OK");
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );
    if let (Some(before), Some(after)) = (before, memory(&server)) {
        eprintln!("{before} MiB without clients, {after} MiB with {}", clients.len());
        assert!(after < before + 256, "from {before} to {after} MiB");
    }
    drop(clients);
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn a_full_server_stops_when_told() {
    let server = Server::start("sqlite://app.db");
    let clients = silent(&server);
    let started = Instant::now();
    let (code, log) = server.stop();
    assert_eq!(code, Some(0));
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );
    assert!(log.contains("shutting down"));
    drop(clients);
}
