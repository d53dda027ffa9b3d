using System.Text;
using Sekisho.Inspect.Tests.Containers.Bombs;
using Sekisho.Inspect.Verdicts;
using Sekisho.Testing;

namespace Sekisho.Inspect.Tests.Corpus;

/// <summary>The bomb of the corpora, alone: its processor time is that of the process.</summary>
[Collection(AloneCollection.Name)]
public sealed class BombCorpusTests
{
    [CorpusFact("files/bomb")]
    public async Task A_bomb_ends_in_little_time_and_is_held_when_its_password_is_known()
    {
        var file = Corpora.Files("files/bomb", "*.zip").Single();
        foreach (var text in (string[])["words", "password: 42"])
        {
            var message = Encoding.UTF8.GetBytes(Inspecting.WithAttachment(Path.GetFileName(file), await File.ReadAllBytesAsync(file)).Replace("\nwords\n", $"\n{text}\n", StringComparison.Ordinal).ReplaceLineEndings("\r\n"));
            await using var inspector = Inspector.Create(new InspectOptions());
            Verdict? verdict = null;
            var (fastest, least) = (TimeSpan.MaxValue, long.MaxValue);

            // The best of three: the first compiles what was not needed before.
            for (var run = 0; run < 3; run++)
            {
                var (started, before) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
                var inspection = inspector.RunAsync(Inspecting.Request, message, default);
                Assert.True(inspection.IsCompleted, "nothing is waited for, so all of it ran on this thread");
                verdict = await inspection;
                (fastest, least) = (TimeSpan.FromTicks(Math.Min(fastest.Ticks, (Environment.CpuUsage.TotalTime - started).Ticks)), Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before));
            }

            // All that was taken one after the other. What is held at one time is less than 100 MB: Flow.Tests/BombTests holds the heap to that.
            Assert.True(fastest < TimeSpan.FromSeconds(1), $"took {fastest} of processor time");
            Assert.True(least < 150_000_000, $"took {least} bytes");
            Assert.Equal(["part 2 '42.zip' (zip, AES-256)"], verdict!.List("attachments.encrypted")[..1]);
            if (text != "words") Assert.Equal(Disposition.Quarantine, verdict!.Disposition);
        }
    }
}
