//! The server process, over a socket: slow clients, shutdown, and the log.
#![expect(clippy::disallowed_methods, reason = "a process is tested by running it")]

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use entity::outbox_mail;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use tempfile::TempDir;

use crate::fake_smtp::{Accepted, FakeSmtp, Mode};

impl Drop for Server {
    /// The server is killed if a test fails.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A server on its own port, with a temporary directory in place of the built assets.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// Reads the log continuously, because a full pipe would block the server.
    log: Option<JoinHandle<String>>,
    _folder: TempDir,
}

impl Server {
    pub fn start(url: &str) -> Self {
        Self::configured(url, &[])
    }

    fn configured(url: &str, variables: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().expect("a folder");
        let packages = folder.path().join("site/pkg");
        std::fs::create_dir_all(&packages).expect("made");
        for file in ["portico.1.css", "portico.1.js", "portico.1.wasm"] {
            std::fs::write(packages.join(file), "content").expect("written");
        }
        let address = TcpListener::bind("127.0.0.1:0")
            .and_then(|free| free.local_addr())
            .expect("a free port");
        let mut child = Command::new(env!("CARGO_BIN_EXE_server"))
            .env_clear()
            .env("DATABASE_URL", url)
            .env("DATA_DIR", folder.path())
            .env("SECRET_KEY", "a key for tests and nothing else")
            .env("PUBLIC_URL", format!("http://{address}"))
            .env("LISTEN_ADDR", address.to_string())
            .env("LEPTOS_SITE_ROOT", folder.path().join("site"))
            .env("LOG_FORMAT", "json")
            .env("RUST_LOG", "debug")
            .envs(variables.iter().copied())
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the server binary");
        let mut output = child.stdout.take().expect("a pipe");
        let log = std::thread::spawn(move || {
            let mut log = String::new();
            output.read_to_string(&mut log).expect("a log");
            log
        });
        let server = Self {
            child,
            address,
            log: Some(log),
            _folder: folder,
        };
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(address).is_err() {
            assert!(Instant::now() < deadline, "the server does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends one request, and returns everything up to the end of the connection.
    pub fn request(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(self.address).expect("connects");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nOrigin: http://{}\r\nContent-Length: {}\r\n{headers}\r\n{body}",
            self.address,
            self.address,
            body.len(),
        )
        .expect("sends");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answers");
        answer
    }

    /// Sends SIGTERM as a supervisor does, and returns the exit code and the log.
    pub fn stop(mut self) -> (Option<i32>, String) {
        let told = Command::new("kill")
            .arg(self.child.id().to_string())
            .status()
            .expect("kill");
        assert!(told.success());
        let deadline = Instant::now() + Duration::from_mins(1);
        let code = loop {
            if let Some(status) = self.child.try_wait().expect("a process") {
                break status.code();
            }
            assert!(Instant::now() < deadline, "the server does not stop");
            std::thread::sleep(Duration::from_millis(10));
        };
        (code, self.log.take().expect("a reader").join().expect("a log"))
    }
}

/// Sends SIGKILL, which cannot be handled.
fn kill(mut server: Server) {
    server.child.kill().expect("killed");
    server.child.wait().expect("ended");
}

async fn wait_until(done: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !done() {
        assert!(Instant::now() < deadline, "it did not happen");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\nAccept: text/html\r\n";

testkit::on_both_databases! {
    /// ASVS 16.2.5: at no log level is a secret logged.
    async fn the_log_holds_no_secret(url: String) {
        let server = Server::start(&url);
        let password = "a very secret passphrase";
        let typed = password.replace(' ', "+");
        let form = format!("username=alice&email=alice%40example.com&password1={typed}&password2={typed}");
        let answer = server.request("POST", "/signup", FORM, &form);
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
        let cookie = answer.split("sessionid=").nth(1).and_then(|rest| rest.split(';').next()).expect("a cookie").to_owned();
        let headers = format!("Cookie: sessionid={cookie}\r\nAccept: text/html\r\n");
        assert!(server.request("GET", "/dashboard?token=in-the-address", &headers, "").starts_with("HTTP/1.1 200"));
        server.request("POST", "/login", FORM, "username=alice&password=another+wrong+guess");
        let (code, log) = server.stop();
        assert_eq!(code, Some(0));
        for secret in [password, &typed, &cookie, "another wrong guess", "in-the-address", "a key for tests"] {
            assert!(!log.contains(secret), "{secret} is in the log");
        }
        for line in log.lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        }
        for event in ["user_created", "user_login_failed"] {
            assert!(log.contains(&format!("\"event\":\"{event}\"")), "{event} is not in the log");
        }
        assert!(log.contains("\"route\":\"/signup\"") && log.contains("\"status\":303"));
    }

    /// F-10, with a real process: it is killed after the mail server has accepted the mail and before the response arrives. The next
    /// process sends it once more, with the same Message-ID.
    async fn a_killed_server_repeats_a_mail_once(url: String) {
        let smtp = FakeSmtp::start(Mode::TrickleBytes).await;
        let mail = smtp.url();
        // Sign-up sends one mail, the welcome.
        let variables = [("EMAIL_URL", mail.as_str()), ("ACCOUNT_EMAIL_VERIFICATION", "none")];
        let server = Server::configured(&url, &variables);
        let form = "username=alice&email=alice%40example.com&password1=tangerine+sky+over+it&password2=tangerine+sky+over+it";
        let answer = server.request("POST", "/signup", FORM, form);
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
        // The response to the mail is arriving byte by byte.
        wait_until(|| smtp.accepted().len() == 1).await;
        kill(server);

        smtp.set_mode(Mode::Accept);
        let db = auth::Database::connect(&url).await.expect("a database");
        let row = outbox_mail::Entity::find().one(db.reader()).await.expect("reads").expect("a row");
        assert_eq!((row.attempts, row.sent_at, row.failed_at), (1, None, None), "not marked");
        // The lease of the killed process has expired.
        let mut free = row.into_active_model();
        free.next_attempt_at = Set(Some(time::OffsetDateTime::UNIX_EPOCH));
        free.update(db.writer()).await.expect("updated");
        db.close().await.expect("closed");

        let server = Server::configured(&url, &variables);
        wait_until(|| smtp.accepted().len() == 2).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert_eq!(server.stop().0, Some(0));
        let ids: Vec<_> = smtp.accepted().iter().map(Accepted::message_id).collect();
        assert_eq!(ids.len(), 2, "once more, and no more");
        assert_eq!(ids[0], ids[1]);
    }

    /// P-24: an incomplete request times out, and does not delay a shutdown.
    async fn a_slow_client_holds_nothing_up(url: String) {
        let server = Server::start(&url);
        let mut slow = TcpStream::connect(server.address).expect("connects");
        slow.write_all(b"GET / HTTP/1.1\r\nHost: ").expect("half a request");
        slow.set_read_timeout(Some(Duration::from_secs(15))).expect("set");
        let started = Instant::now();
        assert!(server.request("GET", "/healthz", "", "").ends_with("ok"), "others are served meanwhile");
        let mut rest = Vec::new();
        let _ = slow.read_to_end(&mut rest).expect("closed by the server, not by us");
        assert!(started.elapsed() < Duration::from_secs(14), "{:?}", started.elapsed());

        let _another = TcpStream::connect(server.address).and_then(|mut stream| stream.write_all(b"GET"));
        let started = Instant::now();
        let (code, log) = server.stop();
        assert_eq!(code, Some(0));
        assert!(started.elapsed() < Duration::from_secs(25), "{:?}", started.elapsed());
        assert!(log.contains("shutting down"));
    }

    async fn files_with_a_hash_are_kept_for_ever_and_others_are_not_there(url: String) {
        let server = Server::start(&url);
        let file = server.request("GET", "/pkg/portico.1.css", "", "");
        assert!(file.starts_with("HTTP/1.1 200") && file.contains("cache-control: public, max-age=31536000, immutable"), "{file}");
        assert!(!file.contains("set-cookie"));
        let page = server.request("GET", "/login", "Accept: text/html\r\n", "");
        for file in ["/pkg/portico.1.css", "/pkg/portico.1.js", "/pkg/portico.1.wasm"] {
            assert!(page.contains(file), "{file}");
        }
        for path in ["/pkg/portico.2.css", "/pkg/../app.db", "/pkg/%2e%2e/%2e%2e/etc/passwd", "/pkg/", "/pkg"] {
            let answer = server.request("GET", path, "", "");
            assert!(answer.starts_with("HTTP/1.1 404") && answer.contains("cache-control: no-store"), "{path}: {answer}");
        }
        assert_eq!(server.stop().0, Some(0));
    }
}
