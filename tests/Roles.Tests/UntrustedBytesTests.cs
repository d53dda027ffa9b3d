using System.Text;
using Sekisho.Roles.Calls.Client;
using Sekisho.Roles.Calls.Wire;
using Sekisho.Roles.Logs;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Roles.Tests;

/// <summary>A role that was taken over writes what it likes: to its callers as replies, to the supervisor as log lines.</summary>
public sealed class UntrustedBytesTests
{
    [Fact]
    public void No_head_of_a_reply_throws() => Assert.Equal(3 + 50_000, FuzzRun.Run(new Heads(), seed: 1, cases: 50_000));

    [Fact]
    public void No_log_line_throws_and_every_one_taken_can_be_written_again() => Assert.Equal(3 + 50_000, FuzzRun.Run(new LogLines(), seed: 2, cases: 50_000));

    private sealed class Heads : IFuzzTarget
    {
        public string Name => "reply-head";

        public IReadOnlyList<byte[]> Seeds { get; } =
        [
            "HTTP/1.1 200 OK\r\nContent-Length: 123\r\nDate: Fri, 02 Jan 2026 03:04:05 GMT\r\n\r\n"u8.ToArray(),
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 12\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n"u8.ToArray(),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(),
        ];

        public void Run(byte[] input)
        {
            if (ReplyHead.TryRead(input, out var head) && (head.BodyBytes < 0 || head.Status is < 200 or > 999))
                throw new InvalidOperationException("A head that makes no sense was taken.");
        }
    }

    private sealed class LogLines : IFuzzTarget
    {
        public string Name => "log-line";

        public IReadOnlyList<byte[]> Seeds { get; } =
        [
            Encoding.UTF8.GetBytes("""{"t":"2026-01-02T03:04:05.678000Z","level":"warn","role":"mx","category":"smtp","event":"Refused","message":"関所","code":550,"tls":true}"""),
            Encoding.UTF8.GetBytes("""{"t":"2026-01-02T03:04:05Z","message":"\u001b[2J","exception":"a\nb","n":1e999,"o":{"a":[1,{}]},"x":null}"""),
            Encoding.UTF8.GetBytes("""{"t":"2026-01-02T03:04:05Z","level":7,"category":[],"message":"m","message":"n"}"""),
        ];

        public void Run(byte[] input)
        {
            if (LogJson.Read(input, "mx") is not { } record) return;
            if (record.Instance != "mx") throw new InvalidOperationException("The line gave itself another name.");
            var buffer = new WireBuffer();
            LogJson.Write(buffer, record);
            if (buffer.Written.Span[..^1].IndexOf((byte)'\n') >= 0) throw new InvalidOperationException("One record became two lines.");
            var text = LogText.Format(record with { Exception = null }, TimeZoneInfo.Utc);
            if (text.IndexOf('\n') != text.Length - 1) throw new InvalidOperationException("One record became two lines for people.");
        }
    }
}
