using System.Buffers;
using System.Diagnostics;
using Sekisho.Mime;

namespace Sekisho.Bench.Mime;

/// <summary>One row of the table.</summary>
internal sealed record Measurement(string Set, string Work, int Messages, double MeanBytes, double MegabytesPerSecond, double MessagesPerSecond, double AllocatedBytesPerMessage)
{
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(400);

    /// <summary>The best of five rounds: other work on the machine only ever slows down.</summary>
    public static Measurement Take(string set, string work, List<byte[]> messages, Action<byte[]> action)
    {
        var total = messages.Sum(message => (long)message.Length);
        foreach (var message in messages) action(message);
        var best = (Bytes: 0.0, Messages: 0.0);
        var allocated = 0.0;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            long passes = 0;
            do
            {
                foreach (var message in messages) action(message);
                passes++;
            }
            while (Stopwatch.GetElapsedTime(started) < Round);

            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(passes * messages.Count);
            if (passes * total / seconds > best.Bytes) best = (passes * total / seconds, passes * messages.Count / seconds);
        }

        return new Measurement(set, work, messages.Count, total / (double)messages.Count, best.Bytes / 1e6, best.Messages, allocated);
    }

    public static void Events(byte[] message)
    {
        var reader = new MimeReader(message);
        while (reader.Read())
        {
        }
    }

    public static void Structure(byte[] message) => MimeMessage.Read(message);

    public static Action<byte[]> Decode(ArrayBufferWriter<byte> writer) => message =>
    {
        foreach (var part in MimeMessage.Read(message).Parts)
        {
            if (!part.IsLeaf) continue;
            writer.ResetWrittenCount();
            part.DecodeBody(writer);
        }
    };
}
