//! Clients that do not behave, against a listener with small limits, over sockets.

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

/// What is over when it should be. Far above the limits of these tests, and below those of `Limits::default()`.
const SOON: Duration = Duration::from_secs(5);
/// More than the buffers of two sockets hold.
const LARGE: usize = 64 * 1024 * 1024;

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";

/// A listener of its own. Where a test says nothing else, no deadline is over while it runs.
struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

fn limits() -> Limits {
    let never = Duration::from_mins(1);
    Limits {
        connections: 64,
        first_head: never,
        idle: never,
        exchange: never,
        write: never,
        evictable: Duration::from_millis(100),
        drain: SOON,
    }
}

async fn start(limits: Limits) -> Server {
    let router = Router::new()
        .route("/", get(async || "ok"))
        .route("/large", get(async || Body::from(vec![b'x'; LARGE])))
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

    /// A new client's request, and how long it took.
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
        // Answers pings, among other things.
        (client, tokio::spawn(connection))
    }
}

/// One answer that fits into one packet.
async fn answer(client: &mut TcpStream) -> String {
    let mut answer = vec![0; 4096];
    let length = timeout(SOON, client.read(&mut answer))
        .await
        .expect("an answer in time")
        .expect("an answer");
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

/// Waits for the server to close the connection, and says how many bytes came and how long it took.
async fn closed(client: &mut TcpStream) -> (usize, Duration) {
    let started = Instant::now();
    let mut bytes = vec![0; 1024 * 1024];
    let mut all = 0;
    let ended = timeout(SOON, async {
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
    let first_head = Duration::from_millis(300);
    let server = start(Limits {
        first_head,
        ..limits()
    })
    .await;
    let mut silent = server.connect().await;
    let (bytes, after) = closed(&mut silent).await;
    assert_eq!(bytes, 0);
    assert!(after >= Duration::from_millis(250), "{after:?}");
}

/// Slowloris: each byte comes soon, and the head never ends. So it is with the preface of HTTP/2.
#[tokio::test]
async fn a_head_that_does_not_end_is_closed() {
    let first_head = Duration::from_millis(500);
    for head in [
        &b"GET / HTTP/1.1\r\nHost: x\r\nX-A: "[..],
        b"PRI * HTTP/2.0\r\n\r\nSM\r",
    ] {
        let server = start(Limits {
            first_head,
            ..limits()
        })
        .await;
        let mut slow = server.connect().await;
        let started = Instant::now();
        let mut bytes = head.iter().chain(std::iter::repeat(head.last().expect("a byte")));
        // The preface stops before its end; anything else goes on for ever.
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
        timeout(SOON, trickle).await.expect("closed in time");
        assert!(started.elapsed() >= first_head, "{:?}", started.elapsed());
    }
}

#[tokio::test]
async fn an_idle_connection_is_closed_and_a_busy_one_is_not() {
    let idle = Duration::from_millis(600);
    let server = start(Limits {
        first_head: Duration::from_millis(400),
        idle,
        ..limits()
    })
    .await;
    let mut client = server.connect().await;
    for _ in 0..4 {
        client.write_all(REQUEST).await.expect("sends");
        assert!(answer(&mut client).await.ends_with("ok"));
        sleep(Duration::from_millis(250)).await;
    }
    // Half a head does not prolong it.
    client.write_all(b"GET / HT").await.expect("sends");
    let (bytes, after) = closed(&mut client).await;
    assert_eq!(bytes, 0);
    assert!(after < idle + Duration::from_secs(1), "{after:?}");
}

#[tokio::test]
async fn an_answer_may_take_longer_than_a_head() {
    let short = Duration::from_millis(200);
    let server = start(Limits {
        first_head: short,
        idle: short,
        evictable: short,
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

/// hyper does not poll a body while its buffer is full, so no time-out of the body would end this.
#[tokio::test]
async fn a_client_that_stops_reading_is_cut_off() {
    let server = start(Limits {
        connections: 1,
        write: Duration::from_millis(300),
        ..limits()
    })
    .await;
    let mut client = server.connect().await;
    client
        .write_all(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .expect("sends");
    // The one place is free again.
    assert!(server.ask().await < SOON);
    let (bytes, _) = closed(&mut client).await;
    assert!(bytes < LARGE, "{bytes}");
}

#[tokio::test]
async fn a_client_that_reads_too_slowly_is_cut_off() {
    let server = start(Limits {
        exchange: Duration::from_millis(800),
        write: Duration::from_millis(400),
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
    timeout(SOON * 3, trickle).await.expect("closed in time");
    assert!(all < LARGE, "{all}");
    assert!(
        started.elapsed() >= Duration::from_millis(700),
        "{:?}",
        started.elapsed()
    );
}

#[tokio::test]
async fn a_full_listener_makes_room() {
    let server = start(Limits {
        connections: 4,
        ..limits()
    })
    .await;
    // One that is being answered keeps its place.
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
        assert!(took < SOON, "{took:?}");
    }
    assert!(answer(&mut busy).await.ends_with("slow"));
    drop(silent);
}

/// Those that never asked for anything go first.
#[tokio::test]
async fn a_client_that_has_asked_stays_longer() {
    let server = start(Limits {
        connections: 4,
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
        connections: 2,
        evictable: Duration::from_mins(1),
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
    assert!(bytes > LARGE, "all of it, {bytes}");
    timeout(SOON, server.served)
        .await
        .expect("stopped in time")
        .expect("no panic");
    drop(http2);
}

#[tokio::test]
async fn http_2_has_the_same_deadlines() {
    let server = start(Limits {
        first_head: Duration::from_millis(300),
        idle: Duration::from_millis(600),
        ..limits()
    })
    .await;
    let (_client, never_asked) = server.http2(&Builder::new()).await;
    timeout(SOON, never_asked)
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
    timeout(SOON, asked)
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

/// A window that stays shut stalls an answer without stalling the socket.
#[tokio::test]
async fn an_http_2_client_that_stops_reading_is_cut_off() {
    let server = start(Limits {
        exchange: Duration::from_millis(500),
        idle: Duration::from_millis(500),
        ..limits()
    })
    .await;
    for window in [0, 1000] {
        let mut builder = Builder::new();
        builder.initial_window_size(window);
        let (client, connection) = server.http2(&builder).await;
        let body = ask_http2(&client, "/large").await;
        timeout(SOON, connection)
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
    // The answer, or the reset that follows it where much was left unread.
    if let Ok(length) = client.read(&mut answer).await {
        let answer = String::from_utf8_lossy(&answer[..length]);
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 431"),
            "{answer}"
        );
    }
    assert!(server.ask().await < SOON);
}
