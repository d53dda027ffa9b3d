using Sekisho.Inspect.Verdicts;
using Sekisho.Testing.Bombs;

namespace Sekisho.Inspect.Tests.Containers.Bombs;

/// <summary>
/// What bombs cost in processor time, never in time by the clock: other work on the machine does not count. Only those are here
/// that took one to twenty seconds before they were charged for; what all of them take is measured by "bench bombs". The bound is
/// far above what is measured (0.01 to 0.35 s each with optimised code) and below what they took: a factor, not a speed, is tested.
/// Where there is a number that tells the same – members, folders, work – it is tested in <see cref="WorkTests"/> instead.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class BombTimeTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("shared.zip")]
    [InlineData("small.bz2.zip")]
    [InlineData("tables.xz")]
    [InlineData("tables.lzma.zip")]
    [InlineData("bytes.cab")]
    [InlineData("files.cab")]
    [InlineData("folders.cab")]
    [InlineData("units.vhd")]
    [InlineData("records.iso")]
    [InlineData("files.iso")]
    [InlineData("relations.docx")]
    [InlineData("modules.doc")]
    public async Task A_bomb_takes_little_processor_time(string name)
    {
        var bomb = BombList.Of(name);
        var (verdict, taken) = await MeasureAsync(bomb.Message());
        Assert.DoesNotContain(ReasonCode.InspectionCrashed, verdict.Codes());
        Assert.DoesNotContain("MaxUnpackMilliseconds", verdict.List("inspection.limits"));
        Assert.True(taken < Bound, $"{name} took {taken.TotalSeconds:F2} s of processor time");
    }

    [Fact]
    public async Task Twenty_bombs_in_one_message_share_one_budget()
    {
        Assert.Equal(20, BombList.Twenty.Count);
        var (verdict, taken) = await MeasureAsync(Bomb.With(BombList.Twenty));
        Assert.Equal(20L, verdict.Fact("attachments.count"));
        Assert.Contains(ReasonCode.ArchiveBomb, verdict.Codes());
        Assert.Contains("MaxUnpackedBytes", verdict.List("inspection.limits"));
        Assert.Equal(Disposition.Quarantine, verdict.Disposition);

        // 0.3 s with optimised code; one after the other they would take 3 s.
        Assert.True(taken < 2 * Bound, $"twenty bombs took {taken.TotalSeconds:F2} s of processor time");
    }

    private static async Task<(Verdict Verdict, TimeSpan Taken)> MeasureAsync(byte[] message)
    {
        await using var inspector = Inspector.Create(new InspectOptions());
        await inspector.InspectAsync(Inspecting.Request, "Subject: words\r\n\r\nwords\r\n"u8.ToArray());
        var before = Environment.CpuUsage.TotalTime;
        var verdict = await inspector.InspectAsync(Inspecting.Request, message);
        return (verdict, Environment.CpuUsage.TotalTime - before);
    }
}
