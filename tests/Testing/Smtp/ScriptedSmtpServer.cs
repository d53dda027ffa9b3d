using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Sekisho.Testing.Smtp;

/// <summary>
/// An SMTP or LMTP server on loopback. By itself it behaves well and keeps what it gets; <see cref="Reply"/> changes single
/// replies, <see cref="Script"/> takes over whole sessions.
/// </summary>
public sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly LoopbackListener _listener;
    private readonly ConcurrentQueue<SmtpTestMessage> _messages = new();
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly ConcurrentQueue<string> _tlsNames = new();
    private int _open;

    private ScriptedSmtpServer(IPEndPoint at)
    {
        _listener = new LoopbackListener(at, TakeAsync);
        _listener.Start();
    }

    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>"HOST:PORT".</summary>
    public string Address => EndPoint.ToString();

    /// <summary>What it calls itself.</summary>
    public string Name { get; set; } = "sink.example";

    /// <summary>The extensions in the reply to EHLO.</summary>
    public IReadOnlyList<string> Extensions { get; set; } = ["PIPELINING", "8BITMIME", "SIZE 0", "DSN", "SMTPUTF8", "ENHANCEDSTATUSCODES"];

    /// <summary>Offers STARTTLS with this certificate, and takes it.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Further certificates that it sends with its own.</summary>
    public X509Certificate2Collection? OtherCertificates { get; set; }

    /// <summary>The names that clients wanted to speak with over TLS (SNI).</summary>
    public IReadOnlyList<string> TlsNames => [.. _tlsNames];

    /// <summary>One reply for each recipient after the content (RFC 2033).</summary>
    public bool Lmtp { get; set; }

    /// <summary>
    /// The reply to a command instead of the server's own; null: its own; "": none at all; "CLOSE": the connection is closed.
    /// The greeting is asked for as "(greeting)", the reply to the content as "(content)", with LMTP as "(content) RCPT…".
    /// </summary>
    public Func<string, string?> Reply { get; set; } = _ => null;

    /// <summary>Takes over whole sessions.</summary>
    public Func<SmtpTestSession, Task>? Script { get; set; }

    public IReadOnlyList<SmtpTestMessage> Messages => [.. _messages];

    /// <summary>Every command of every session.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>Sessions so far.</summary>
    public int Sessions => _listener.Count;

    /// <summary>Sessions that are open now.</summary>
    public int OpenSessions => Volatile.Read(ref _open);

    public static ScriptedSmtpServer Start() => new(new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>Starts one at an address and port that the test has chosen.</summary>
    public static ScriptedSmtpServer Start(IPEndPoint at) => new(at);

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private Task TakeAsync(Socket socket, int number)
    {
        socket.NoDelay = true;
        return RunAsync(new SmtpTestSession(socket, number, _listener.Stopping));
    }

    private async Task RunAsync(SmtpTestSession session)
    {
        Interlocked.Increment(ref _open);
        try
        {
            await (Script is { } script ? script(session) : ServeAsync(session));
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException or System.Security.Authentication.AuthenticationException)
        {
            // The client has gone, or the end.
        }
        finally
        {
            session.Close();
            Interlocked.Decrement(ref _open);
        }
    }

    /// <summary>The well-behaved server, for scripts that only change the beginning.</summary>
    public async Task ServeAsync(SmtpTestSession session, bool greet = true)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (greet && !await SayAsync(session, "(greeting)", $"220 {Name} ESMTP")) return;
        var transaction = new Transaction();
        while (await session.ReadLineAsync() is { } line)
        {
            _commands.Enqueue(line);
            var goesOn = line.Split(' ', 2)[0].ToUpperInvariant() switch
            {
                "EHLO" or "LHLO" => await SayAsync(session, line, Offer(session)),
                "HELO" => await SayAsync(session, line, $"250 {Name}"),
                "STARTTLS" => await StartTlsAsync(session, line),
                "MAIL" => await MailAsync(session, line, transaction),
                "RCPT" => await RecipientAsync(session, line, transaction),
                "DATA" => await DataAsync(session, line, transaction),
                "BDAT" => await ChunkAsync(session, line, transaction),
                "QUIT" => await SayAsync(session, line, "221 2.0.0 Bye") && false,
                _ => await SayAsync(session, line, "250 2.0.0 Ok"),
            };
            if (!goesOn) return;
        }
    }

    private string Offer(SmtpTestSession session)
    {
        var lines = Extensions.Concat(Certificate is not null && !session.IsTls ? ["STARTTLS"] : []).Prepend(Name).ToList();
        return string.Join("\r\n", lines.Select((text, i) => $"250{(i == lines.Count - 1 ? ' ' : '-')}{text}"));
    }

    private async Task<bool> StartTlsAsync(SmtpTestSession session, string line)
    {
        if (!await SayAsync(session, line, "220 Go ahead")) return false;
        if (Certificate is not null && Reply(line) is null)
        {
            await session.StartTlsAsync(Certificate, OtherCertificates);
            _tlsNames.Enqueue(session.TlsName ?? "");
        }

        return true;
    }

    private Task<bool> MailAsync(SmtpTestSession session, string line, Transaction transaction)
    {
        transaction.Recipients.Clear();
        transaction.Chunks.Clear();
        transaction.Mail = Reply(line) is null or ['2', ..] ? line : "";
        return SayAsync(session, line, "250 2.1.0 Ok");
    }

    private Task<bool> RecipientAsync(SmtpTestSession session, string line, Transaction transaction)
    {
        var reply = Reply(line);
        if (reply is ['2', ..] || (reply is null && transaction.Mail.Length > 0)) transaction.Recipients.Add(line);
        return SayAsync(session, reply ?? (transaction.Mail.Length > 0 ? "250 2.1.5 Ok" : "503 5.5.1 MAIL first"));
    }

    private async Task<bool> DataAsync(SmtpTestSession session, string line, Transaction transaction)
    {
        var reply = Reply(line) ?? (transaction.Recipients.Count == 0 ? "554 5.5.1 No valid recipients" : "354 Go on");
        if (!await SayAsync(session, reply)) return false;
        if (!reply.StartsWith("354", StringComparison.Ordinal)) return true;
        return await session.ReadDataAsync() is { } content
            && await FinishAsync(session, new SmtpTestMessage(transaction.Mail, [.. transaction.Recipients], content, false, session.IsTls, session.Number));
    }

    private async Task<bool> ChunkAsync(SmtpTestSession session, string line, Transaction transaction)
    {
        var words = line.Split(' ');
        if (await session.ReadBytesAsync(int.Parse(words[1], CultureInfo.InvariantCulture)) is not { } chunk) return false;
        transaction.Chunks.AddRange(chunk);
        return words.Length < 3
            ? await SayAsync(session, line, "250 2.0.0 Ok")
            : await FinishAsync(session, new SmtpTestMessage(transaction.Mail, [.. transaction.Recipients], [.. transaction.Chunks], true, session.IsTls, session.Number));
    }

    private async Task<bool> FinishAsync(SmtpTestSession session, SmtpTestMessage message)
    {
        var keys = Lmtp ? message.RcptTo.Select(recipient => $"(content) {recipient}") : ["(content)"];
        var kept = false;
        foreach (var key in keys.ToList())
        {
            if (!kept && Reply(key) is null or ['2', ..])
            {
                _messages.Enqueue(message);
                kept = true;
            }

            if (!await SayAsync(session, key, "250 2.0.0 Taken")) return false;
        }

        return true;
    }

    private Task<bool> SayAsync(SmtpTestSession session, string to, string own) => SayAsync(session, Reply(to) ?? own);

    private static async Task<bool> SayAsync(SmtpTestSession session, string reply)
    {
        if (reply == "CLOSE") return false;
        if (reply.Length > 0) await session.SendAsync(reply + "\r\n");
        return true;
    }

    private sealed class Transaction
    {
        public string Mail { get; set; } = "";

        public List<string> Recipients { get; } = [];

        public List<byte> Chunks { get; } = [];
    }
}
