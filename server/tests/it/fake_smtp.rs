//! A mail server for tests, which accepts mails or misbehaves like real servers.

use std::{
    io::ErrorKind,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use tokio::{
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
    time::sleep,
};

/// The pause between two bytes of a response in [`Mode::TrickleBytes`].
const TRICKLE: Duration = Duration::from_millis(100);

/// How the server treats mails. An open connection switches to a new mode with its next command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Accepts the mail.
    Accept,
    /// Responds with 421 instead of a greeting (or to the next command) and closes.
    RefuseConnection421,
    /// Responds to RCPT with 451, a temporary error.
    Refuse451AfterRcpt,
    /// Responds to RCPT with 550, a permanent error.
    Refuse550AfterRcpt,
    /// Reads the whole message up to the final dot, and then stops responding on this connection.
    HangAfterData,
    /// Reads the whole message up to the final dot, and closes without a response.
    DropAfterData,
    /// Closes at the DATA command, without a response.
    DropBeforeData,
    /// Accepts the mail, and responds with one byte every 100 ms: about 8 seconds for a mail on a new connection.
    TrickleBytes,
    /// Accepts the connection (or the next command) and then stops responding on it.
    HangOnConnect,
    /// Accepts the mail, and closes without a response: equivalent to a client that is killed between delivery and marking.
    AcceptThenDrop,
}

/// A mail server on its own port, stopped on drop. It offers neither STARTTLS nor AUTH.
pub struct FakeSmtp {
    address: SocketAddr,
    shared: Shared,
    task: JoinHandle<()>,
}

impl FakeSmtp {
    /// Listens on a free port of 127.0.0.1.
    pub async fn start(mode: Mode) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let shared = Shared::new(mode);
        let task = tokio::spawn(serve(listener, shared.clone()));
        Self {
            address,
            shared,
            task,
        }
    }

    /// The value of `EMAIL_URL`, without parameters.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Changes the mode from the next command or connection on. A connection that hangs is not affected.
    pub fn set_mode(&self, mode: Mode) {
        self.shared.lock().mode = mode;
    }

    /// The accepted mails, in order. A mail is added before its 250 is sent.
    pub fn accepted(&self) -> Vec<Accepted> {
        self.shared.lock().accepted.clone()
    }

    /// The number of connections so far.
    pub fn sessions(&self) -> usize {
        self.shared.lock().sessions
    }

    /// Whether a STARTTLS command and whether an AUTH command was received on any connection.
    pub fn saw_starttls_or_auth_in_clear(&self) -> (bool, bool) {
        let state = self.shared.lock();
        (state.saw_starttls, state.saw_auth)
    }
}

impl Drop for FakeSmtp {
    /// Aborting the task also ends its connections.
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An accepted mail.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The address of MAIL FROM.
    pub from: String,
    /// The addresses of RCPT TO.
    pub to: Vec<String>,
    /// Headers and body, with CRLF line endings and without dot stuffing.
    pub raw: String,
}

impl Accepted {
    /// The value of the first header with this name, case-insensitive: unfolded, with encoded words as they are.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self
            .raw
            .split_once("\r\n\r\n")
            .map_or(&*self.raw, |(head, _)| head);
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", "\t");
        unfolded.split("\r\n").find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found
                .trim_end()
                .eq_ignore_ascii_case(name)
                .then(|| value.trim().to_owned())
        })
    }

    /// The Message-ID, including its angle brackets.
    pub fn message_id(&self) -> String {
        self.header("Message-ID").expect("a Message-ID")
    }
}

struct State {
    mode: Mode,
    accepted: Vec<Accepted>,
    sessions: usize,
    saw_starttls: bool,
    saw_auth: bool,
}

/// The state that the server and its connections share.
#[derive(Clone)]
struct Shared(Arc<Mutex<State>>);

impl Shared {
    fn new(mode: Mode) -> Self {
        Self(Arc::new(Mutex::new(State {
            mode,
            accepted: Vec::new(),
            sessions: 0,
            saw_starttls: false,
            saw_auth: false,
        })))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("nobody panicked")
    }

    fn mode(&self) -> Mode {
        self.lock().mode
    }
}

async fn serve(listener: TcpListener, shared: Shared) {
    // Aborts its tasks when it is dropped.
    let mut connections = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.expect("accepts");
        shared.lock().sessions += 1;
        let connection = Connection {
            stream,
            unread: Vec::new(),
            shared: shared.clone(),
        };
        connections.spawn(connection.run());
    }
}

/// The sender and the recipients of a mail before its DATA.
#[derive(Default)]
struct Envelope {
    from: Option<String>,
    to: Vec<String>,
}

struct Connection {
    stream: TcpStream,
    unread: Vec<u8>,
    shared: Shared,
}

impl Connection {
    /// Serves until either side closes the connection.
    async fn run(mut self) {
        let _ = self.converse().await;
    }

    /// Returns `None` when the conversation is over.
    async fn converse(&mut self) -> Option<()> {
        self.refuse_by_mode().await?;
        self.answer("220 fake").await?;
        let mut envelope = Envelope::default();
        loop {
            let line = self.line().await?;
            let line = String::from_utf8_lossy(&line);
            let (verb, argument) = line.split_once(' ').unwrap_or((&line, ""));
            let verb = verb.to_ascii_uppercase();
            match verb.as_str() {
                "STARTTLS" => self.shared.lock().saw_starttls = true,
                "AUTH" => self.shared.lock().saw_auth = true,
                _ => {}
            }
            self.refuse_by_mode().await?;
            match verb.as_str() {
                "EHLO" => {
                    envelope = Envelope::default();
                    self.answer("250-fake\r\n250-8BITMIME\r\n250 SIZE").await?;
                }
                "HELO" | "RSET" => {
                    envelope = Envelope::default();
                    self.answer("250 ok").await?;
                }
                "NOOP" => self.answer("250 ok").await?,
                "MAIL" if envelope.from.is_none() => match address(argument, "FROM:") {
                    Some(from) => {
                        envelope.from = Some(from);
                        self.answer("250 ok").await?;
                    }
                    None => self.answer("501 no address").await?,
                },
                "RCPT" if envelope.from.is_some() => match (self.shared.mode(), address(argument, "TO:")) {
                    (Mode::Refuse451AfterRcpt, _) => self.answer("451 try again later").await?,
                    (Mode::Refuse550AfterRcpt, _) => self.answer("550 no such user").await?,
                    (_, Some(to)) => {
                        envelope.to.push(to);
                        self.answer("250 ok").await?;
                    }
                    (_, None) => self.answer("501 no address").await?,
                },
                "DATA" if !envelope.to.is_empty() => self.take(std::mem::take(&mut envelope)).await?,
                "MAIL" | "RCPT" | "DATA" => self.answer("503 not now").await?,
                "QUIT" => {
                    self.answer("221 bye").await?;
                    return None;
                }
                _ => self.answer("502 not implemented").await?,
            }
        }
    }

    /// Handles the modes that prevent a conversation.
    async fn refuse_by_mode(&mut self) -> Option<()> {
        match self.shared.mode() {
            Mode::RefuseConnection421 => {
                self.answer("421 too busy").await?;
                None
            }
            Mode::HangOnConnect => self.hang().await,
            _ => Some(()),
        }
    }

    /// Handles the DATA command up to the response to the final dot.
    async fn take(&mut self, envelope: Envelope) -> Option<()> {
        if self.shared.mode() == Mode::DropBeforeData {
            return None;
        }
        self.answer("354 go").await?;
        let mut raw = Vec::new();
        loop {
            let line = self.line().await?;
            if line == b"." {
                break;
            }
            raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
            raw.extend_from_slice(b"\r\n");
        }
        self.refuse_by_mode().await?;
        let mode = self.shared.mode();
        match mode {
            Mode::HangAfterData => return self.hang().await,
            Mode::DropAfterData => return None,
            _ => {}
        }
        self.shared.lock().accepted.push(Accepted {
            from: envelope.from.unwrap_or_default(),
            to: envelope.to,
            raw: String::from_utf8_lossy(&raw).into_owned(),
        });
        if mode == Mode::AcceptThenDrop {
            return None;
        }
        self.answer("250 ok").await
    }

    /// Does not respond until the client closes the connection.
    async fn hang(&mut self) -> Option<()> {
        loop {
            self.unread.clear();
            self.read().await?;
        }
    }

    /// Reads the next line, without its CRLF; `None` if the client closed the connection.
    async fn line(&mut self) -> Option<Vec<u8>> {
        loop {
            if let Some(end) = self.unread.windows(2).position(|pair| pair == b"\r\n") {
                let mut line: Vec<u8> = self.unread.drain(..end + 2).collect();
                line.truncate(end);
                return Some(line);
            }
            self.read().await?;
        }
    }

    /// Waits for more input; `None` if the client closed the connection.
    async fn read(&mut self) -> Option<()> {
        loop {
            self.stream.readable().await.ok()?;
            let mut chunk = [0; 4096];
            match self.stream.try_read(&mut chunk) {
                Ok(0) => return None,
                Ok(count) => {
                    self.unread.extend_from_slice(&chunk[..count]);
                    return Some(());
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(_) => return None,
            }
        }
    }

    /// Writes a response; `None` if the client closed the connection.
    async fn answer(&self, text: &str) -> Option<()> {
        let answer = format!("{text}\r\n");
        if self.shared.mode() != Mode::TrickleBytes {
            return self.write(answer.as_bytes()).await;
        }
        for byte in answer.bytes() {
            sleep(TRICKLE).await;
            self.write(&[byte]).await?;
        }
        Some(())
    }

    async fn write(&self, mut bytes: &[u8]) -> Option<()> {
        while !bytes.is_empty() {
            self.stream.writable().await.ok()?;
            match self.stream.try_write(bytes) {
                Ok(count) => bytes = &bytes[count..],
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(_) => return None,
            }
        }
        Some(())
    }
}

/// The text between the angle brackets after `FROM:` or `TO:`.
fn address(argument: &str, keyword: &str) -> Option<String> {
    let (found, rest) = argument.split_at_checked(keyword.len())?;
    let (address, _parameters) = rest.trim_start().strip_prefix('<')?.split_once('>')?;
    found.eq_ignore_ascii_case(keyword).then(|| address.to_owned())
}
