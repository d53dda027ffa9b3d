using System.IO.Pipelines;
using System.Text;
using Sekisho.Smtp.Server;

namespace Sekisho.Smtp.Tests.Server;

/// <summary>RFC 2920 §3.2: the replies to one group leave together.</summary>
public sealed class PipeliningTests
{
    [Fact]
    public async Task The_replies_to_a_group_leave_in_one_piece()
    {
        var (client, output) = await StartAsync();
        var before = output.Flushes;
        await SendAsync(client, "MAIL FROM:<a@sender.example>\r\nRCPT TO:<b@here.example>\r\nRCPT TO:<c@here.example>\r\nDATA\r\n");
        Assert.Equal(before + 1, output.Flushes);
        await SendAsync(client, "x\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<b@here.example>\r\nBDAT 3 LAST\r\nx\r\nNOOP\r\nQUIT\r\n");
        Assert.Equal(before + 2, output.Flushes);
    }

    [Fact]
    public async Task A_group_with_very_many_replies_does_not_gather_them_all()
    {
        var (client, output) = await StartAsync();
        var before = (output.Flushes, output.Bytes);
        await SendAsync(client, "MAIL FROM:<a@sender.example>\r\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"RCPT TO:<r{i}@here.example>\r\n")));
        var pieces = (output.Bytes - before.Bytes) / 4096;
        Assert.InRange(output.Flushes - before.Flushes, pieces, pieces + 2);
        await client.CompleteAsync();
    }

    private static async Task<(PipeWriter Client, CountingWriter Output)> StartAsync()
    {
        var toServer = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false));
        var output = new CountingWriter();
        _ = new SmtpSession(Dialog.Default, new TestHandler(), new SessionInfo(null)).RunAsync(new Duplex(toServer.Reader, output));
        await SendAsync(toServer.Writer, "EHLO client.example\r\n");
        return (toServer.Writer, output);
    }

    private static async Task SendAsync(PipeWriter client, string text) => await client.WriteAsync(Encoding.ASCII.GetBytes(text));

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class CountingWriter : PipeWriter
    {
        private readonly byte[] _buffer = new byte[64 * 1024];

        public int Flushes { get; private set; }

        public long Bytes { get; private set; }

        public override void Advance(int bytes) => Bytes += bytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer;

        public override Span<byte> GetSpan(int sizeHint = 0) => _buffer;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Flushes++;
            return default;
        }

        public override void CancelPendingFlush()
        {
            // Nothing ever waits here.
        }

        public override void Complete(Exception? exception = null)
        {
            // Nothing is held.
        }
    }
}
