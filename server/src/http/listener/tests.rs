//! Misbehaving clients, connected over sockets to a listener with small limits.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::{Router, body::Body, http::Request, routing::get};
use h2::client::{Builder, SendRequest};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::{sleep, timeout},
};

use super::{Limits, serve};

/// The deadline for events that should happen. Well above the limits of these tests, and below `Limits::default()`.
const TEST_DEADLINE: Duration = Duration::from_secs(5);
/// More than the socket buffers of both sides hold.
const LARGE_BODY: usize = 64 * 1024 * 1024;

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";

/// A listener under test. By default, no timeout expires during a test.
struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

fn limits() -> Limits {
    let never = Duration::from_mins(1);
    Limits {
        max_connections: 64,
        header_timeout: never,
        keep_alive_timeout: never,
        exchange_timeout: never,
        write_timeout: never,
        eviction_min_idle: Duration::from_millis(100),
        shutdown_grace: TEST_DEADLINE,
    }
}

async fn start(limits: Limits) -> Server {
    let router = Router::new()
        .route("/", get(async || "ok"))
        .route("/large", get(async || Body::from(vec![b'x'; LARGE_BODY])))
        .route(
            "/slow",
            get(async || {
                sleep(Duration::from_secs(1)).await;
                "slow"
            }),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel();
    let served = tokio::spawn(serve(listener, router, limits, async {
        let _ = stopped.await;
    }));
    Server {
        address,
        stop,
        served,
    }
}

impl Server {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("connects")
    }

    async fn connect_many(&self, count: usize) -> Vec<TcpStream> {
        let mut clients = Vec::new();
        for _ in 0..count {
            clients.push(self.connect().await);
        }
        clients
    }

    /// Sends a request as a new client, and returns how long the response took.
    async fn ask(&self) -> Duration {
        let started = Instant::now();
        let mut client = self.connect().await;
        client.write_all(REQUEST).await.expect("sends");
        assert!(answer(&mut client).await.ends_with("ok"));
        started.elapsed()
    }

    async fn http2(
        &self,
        builder: &Builder,
    ) -> (SendRequest<&'static [u8]>, JoinHandle<Result<(), h2::Error>>) {
        let (client, connection) = builder
            .handshake(self.connect().await)
            .await
            .expect("a handshake");
        // The task drives the connection, which answers pings.
        (client, tokio::spawn(connection))
    }
}

/// Reads one response that fits into one packet.
async fn answer(client: &mut TcpStream) -> String {
    let mut answer = vec![0; 4096];
    let length = timeout(TEST_DEADLINE, client.read(&mut answer))
        .await
        .expect("an answer in time")
        .expect("an answer");
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

/// Waits for the server to close the connection. Returns the number of bytes received and the time it took.
async fn closed(client: &mut TcpStream) -> (usize, Duration) {
    let started = Instant::now();
    let mut bytes = vec![0; 1024 * 1024];
    let mut all = 0;
    let ended = timeout(TEST_DEADLINE, async {
        while let Ok(length) = client.read(&mut bytes).await {
            if length == 0 {
                break;
            }
            all += length;
        }
    });
    ended.await.expect("closed in time");
    (all, started.elapsed())
}

async fn ask_http2(client: &SendRequest<&'static [u8]>, path: &str) -> h2::RecvStream {
    let mut client = client.clone().ready().await.expect("ready");
    let request = Request::get(format!("http://x{path}"))
        .body(())
        .expect("a request");
    let (answer, _) = client.send_request(request, true).expect("sent");
    answer.await.expect("an answer").into_body()
}

#[tokio::test]
async fn a_silent_client_is_closed() {
    let header_timeout = Duration::from_millis(300);
    let server = start(Limits {
        header_timeout,
        ..limits()
    })
    .await;
    let mut silent = server.connect().await;
    let (bytes, after) = closed(&mut silent).await;
    assert_eq!(bytes, 0);
    assert!(after >= Duration::from_millis(250), "{after:?}");
}

/// Slowloris: single bytes at short intervals, without an end. The HTTP/2 preface is subject to the same timeout.
#[tokio::test]
async fn a_head_that_does_not_end_is_closed() {
    let header_timeout = Duration::from_millis(500);
    for head in [
        &b"GET / HTTP/1.1\r\nHost: x\r\nX-A: "[..],
        b"PRI * HTTP/2.0\r\n\r\nSM\r",
    ] {
        let server = start(Limits {
            header_timeout,
            ..limits()
        })
        .await;
        let mut slow = server.connect().await;
        let started = Instant::now();
        let mut bytes = head.iter().chain(std::iter::repeat(head.last().expect("a byte")));
        // The preface stops before its end; any other head continues without end.
        let count = if head.starts_with(b"PRI") {
            head.len()
        } else {
            usize::MAX
        };
        let trickle = async {
            for _ in 0..count {
                if slow.write_u8(*bytes.next().expect("endless")).await.is_err() {
                    return;
                }
                sleep(Duration::from_millis(20)).await;
            }
            closed(&mut slow).await;
        };
        timeout(TEST_DEADLINE, trickle).await.expect("closed in time");
        assert!(started.elapsed() >= header_timeout, "{:?}", started.elapsed());
    }
}

#[tokio::test]
async fn an_idle_connection_is_closed_and_a_busy_one_is_not() {
    let idle = Duration::from_millis(600);
    let server = start(Limits {
        header_timeout: Duration::from_millis(400),
        keep_alive_timeout: idle,
        ..limits()
    })
    .await;
    let mut client = server.connect().await;
    for _ in 0..4 {
        client.write_all(REQUEST).await.expect("sends");
        assert!(answer(&mut client).await.ends_with("ok"));
        sleep(Duration::from_millis(250)).await;
    }
    // An incomplete head does not extend the timeout.
    client.write_all(b"GET / HT").await.expect("sends");
    let (bytes, after) = closed(&mut client).await;
    assert_eq!(bytes, 0);
    assert!(after < idle + Duration::from_secs(1), "{after:?}");
}

#[tokio::test]
async fn an_answer_may_take_longer_than_a_head() {
    let short = Duration::from_millis(200);
    let server = start(Limits {
        header_timeout: short,
        keep_alive_timeout: short,
        eviction_min_idle: short,
        ..limits()
    })
    .await;
    let mut client = server.connect().await;
    client
        .write_all(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .expect("sends");
    assert!(answer(&mut client).await.ends_with("slow"));
}

/// hyper does not poll a body while its buffer is full, so a timeout on the body would not detect this client.
#[tokio::test]
async fn a_client_that_stops_reading_is_cut_off() {
    let server = start(Limits {
        max_connections: 1,
        write_timeout: Duration::from_millis(300),
        ..limits()
    })
    .await;
    let mut client = server.connect().await;
    client
        .write_all(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .expect("sends");
    // The only slot is free again.
    assert!(server.ask().await < TEST_DEADLINE);
    let (bytes, _) = closed(&mut client).await;
    assert!(bytes < LARGE_BODY, "{bytes}");
}

#[tokio::test]
async fn a_client_that_reads_too_slowly_is_cut_off() {
    let server = start(Limits {
        exchange_timeout: Duration::from_millis(800),
        write_timeout: Duration::from_millis(400),
        ..limits()
    })
    .await;
    let mut client = server.connect().await;
    client
        .write_all(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .expect("sends");
    let mut some = vec![0; 256 * 1024];
    let started = Instant::now();
    let mut all = 0;
    let trickle = async {
        while let Ok(length) = client.read(&mut some).await
            && length > 0
        {
            all += length;
            sleep(Duration::from_millis(50)).await;
        }
    };
    timeout(TEST_DEADLINE * 3, trickle).await.expect("closed in time");
    assert!(all < LARGE_BODY, "{all}");
    assert!(
        started.elapsed() >= Duration::from_millis(700),
        "{:?}",
        started.elapsed()
    );
}

#[tokio::test]
async fn a_full_listener_makes_room() {
    let server = start(Limits {
        max_connections: 4,
        ..limits()
    })
    .await;
    // A connection with a request in progress keeps its slot.
    let mut busy = server.connect().await;
    busy.write_all(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .expect("sends");
    let mut idle = server.connect().await;
    idle.write_all(REQUEST).await.expect("sends");
    answer(&mut idle).await;
    let silent = server.connect_many(12).await;
    let half = server.connect_many(4).await;
    for mut client in half {
        let _ = client.write_all(b"GET / HT").await;
    }
    for _ in 0..3 {
        let took = server.ask().await;
        assert!(took < TEST_DEADLINE, "{took:?}");
    }
    assert!(answer(&mut busy).await.ends_with("slow"));
    drop(silent);
}

/// Connections without any request are evicted first.
#[tokio::test]
async fn a_client_that_has_asked_stays_longer() {
    let server = start(Limits {
        max_connections: 4,
        ..limits()
    })
    .await;
    let mut idle = server.connect().await;
    idle.write_all(REQUEST).await.expect("sends");
    answer(&mut idle).await;
    let silent = server.connect_many(5).await;
    sleep(Duration::from_millis(500)).await;
    idle.write_all(REQUEST).await.expect("sends");
    assert!(answer(&mut idle).await.ends_with("ok"));
    drop(silent);
}

#[tokio::test]
async fn a_full_listener_stops() {
    let server = start(Limits {
        max_connections: 2,
        eviction_min_idle: Duration::from_mins(1),
        ..limits()
    })
    .await;
    let silent = server.connect_many(6).await;
    sleep(Duration::from_millis(200)).await;
    server.stop.send(()).expect("told");
    timeout(Duration::from_secs(2), server.served)
        .await
        .expect("stopped in time")
        .expect("no panic");
    drop(silent);
}

#[tokio::test]
async fn a_stop_lets_requests_finish_and_closes_all_others() {
    let server = start(limits()).await;
    let mut busy = server.connect().await;
    busy.write_all(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .expect("sends");
    let mut large = server.connect().await;
    large
        .write_all(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .expect("sends");
    let mut half = server.connect().await;
    half.write_all(b"GET / HT").await.expect("sends");
    let (http2, _) = server.http2(&Builder::new()).await;
    sleep(Duration::from_millis(300)).await;
    server.stop.send(()).expect("told");
    let (bytes, after) = closed(&mut half).await;
    assert!(bytes == 0 && after < Duration::from_secs(1), "{after:?}");
    assert!(answer(&mut busy).await.ends_with("slow"));
    let (bytes, _) = closed(&mut large).await;
    assert!(bytes > LARGE_BODY, "all of it, {bytes}");
    timeout(TEST_DEADLINE, server.served)
        .await
        .expect("stopped in time")
        .expect("no panic");
    drop(http2);
}

#[tokio::test]
async fn http_2_has_the_same_deadlines() {
    let server = start(Limits {
        header_timeout: Duration::from_millis(300),
        keep_alive_timeout: Duration::from_millis(600),
        ..limits()
    })
    .await;
    let (_client, never_asked) = server.http2(&Builder::new()).await;
    timeout(TEST_DEADLINE, never_asked)
        .await
        .expect("closed in time")
        .expect("no panic")
        .ok();

    let started = Instant::now();
    let (client, asked) = server.http2(&Builder::new()).await;
    for _ in 0..3 {
        let mut body = ask_http2(&client, "/").await;
        assert_eq!(&body.data().await.expect("a body").expect("bytes")[..], b"ok");
        sleep(Duration::from_millis(250)).await;
    }
    assert!(!asked.is_finished(), "in use");
    timeout(TEST_DEADLINE, asked)
        .await
        .expect("closed in time")
        .expect("no panic")
        .ok();
    assert!(
        started.elapsed() < Duration::from_secs(3),
        "{:?}",
        started.elapsed()
    );
}

/// A closed flow-control window stalls the response without stalling the socket.
#[tokio::test]
async fn an_http_2_client_that_stops_reading_is_cut_off() {
    let server = start(Limits {
        exchange_timeout: Duration::from_millis(500),
        keep_alive_timeout: Duration::from_millis(500),
        ..limits()
    })
    .await;
    for window in [0, 1000] {
        let mut builder = Builder::new();
        builder.initial_window_size(window);
        let (client, connection) = server.http2(&builder).await;
        let body = ask_http2(&client, "/large").await;
        timeout(TEST_DEADLINE, connection)
            .await
            .expect("closed in time")
            .expect("no panic")
            .ok();
        drop(body);
    }
}

#[tokio::test]
async fn a_head_has_a_largest_size() {
    let server = start(limits()).await;
    let mut client = server.connect().await;
    let _ = client.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n").await;
    let line = format!("X-A: {}\r\n", "a".repeat(1000));
    for _ in 0..40 {
        if client.write_all(line.as_bytes()).await.is_err() {
            break;
        }
    }
    let mut answer = vec![0; 4096];
    // Reads the response, or the reset that follows it if much of the request was left unread.
    if let Ok(length) = client.read(&mut answer).await {
        let answer = String::from_utf8_lossy(&answer[..length]);
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 431"),
            "{answer}"
        );
    }
    assert!(server.ask().await < TEST_DEADLINE);
}
