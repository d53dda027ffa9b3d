using System.Text;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Containers.Compress;
using Sekisho.Inspect.Office;
using Sekisho.Inspect.Pdf;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Tests.Attachments;
using Sekisho.Mime;
using Sekisho.Testing;
using Sekisho.Testing.Bombs;

namespace Sekisho.Inspect.Tests.Containers.Bombs;

/// <summary>What takes work and unpacks nothing new is charged, at the limit and one past it; honest files are charged nothing.</summary>
public sealed class WorkTests
{
    [Fact]
    public void Work_is_noted_one_past_the_limit()
    {
        using var context = ContextOf(new InspectLimits { MaxUnpackedBytes = 1000 });
        var budget = new UnpackBudget(context);
        Assert.True(budget.TakeWork(1000 * UnpackBudget.WorkFactor));
        context.SetLimitFacts();
        Assert.Empty((string[])context.Facts.Values.GetValueOrDefault("inspection.limits", Array.Empty<string>()));
        Assert.False(budget.TakeWork(1));
        Assert.False(budget.TakeWork(0));
        context.SetLimitFacts();
        Assert.Equal(["MaxUnpackedBytes"], (string[])context.Facts.Values["inspection.limits"]);
    }

    [Fact]
    public void Members_that_lie_within_each_other_are_work_and_others_are_none()
    {
        using var context = ContextOf(new InspectLimits { MaxUnpackedBytes = 1000 });
        var budget = new UnpackBudget(context);
        for (var i = 0; i < 100; i++) Assert.True(budget.TakeLook(1_000_000, isShared: false));
        Assert.True(budget.TakeLook(4000, isShared: true));
        Assert.False(budget.TakeLook(1, isShared: true));
    }

    [Fact]
    public void Deflate_that_gives_nothing_is_charged_and_other_deflate_is_not()
    {
        var charged = 0L;
        Assert.Empty(Inflating.Deflate(EmptyBlocks(), 1000, Charge));
        Assert.InRange(charged, 16 * 80_000, 16 * 100_000);
        charged = 0;
        var words = Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Range(0, 50_000)));
        Assert.Equal(words, Inflating.Deflate(Packing.Deflate(words), 1_000_000, Charge));
        Assert.Equal(0, charged);
        var noise = new byte[300_000];
        new Random(4).NextBytes(noise);
        Assert.Equal(noise, Inflating.Deflate(Packing.Deflate(noise), 1_000_000, Charge));
        Assert.InRange(charged, 0, 16 * 16_384);

        bool Charge(long bytes)
        {
            charged += bytes;
            return true;
        }
    }

    [Fact]
    public void Blocks_of_bzip2_are_charged_where_little_of_them_is_wanted()
    {
        var packed = BombList.ZerosInBzip2.Span;
        var charged = 0L;
        Assert.Equal(1000, Bzip2Decoder.Decode(packed, 1000, Charge).Length);

        // 45,800,000 zeros are 5 bytes for each 259 before the last step; four units of work for each.
        Assert.InRange(charged, 4 * 880_000, 4 * 900_000);
        charged = 0;
        Assert.Equal(45_800_000, Bzip2Decoder.Decode(packed, 50_000_000, Charge).Length);
        Assert.Equal(0, charged);
        Assert.Equal(0, Bzip2Decoder.Decode(packed, 1000, _ => false).Length);

        bool Charge(long bytes)
        {
            charged += bytes;
            return true;
        }
    }

    [Fact]
    public async Task Members_that_share_their_data_are_looked_at_as_far_as_the_work_goes()
    {
        var options = new InspectOptions { Limits = new InspectLimits { MaxArchiveLooks = 100_000, MaxUnpackedBytes = 1024 * 1024 } };
        var honest = ZipBytes.Of([.. Enumerable.Range(0, 200).Select(i => ($"{i}.bin", new byte[100]))]);
        Assert.Empty((await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", honest), options)).List("inspection.limits"));
        var shared = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", BombList.Of("shared.zip").Make()), options);
        Assert.Equal(["MaxUnpackedBytes"], shared.List("inspection.limits"));
    }

    [Fact]
    public async Task Elements_within_elements_are_read_at_the_limit_and_not_one_past()
    {
        foreach (var (levels, expected) in ((int, string[])[])[(MarkupReader.MaxDepth, []), (MarkupReader.MaxDepth + 1, ["MaxUnpackedBytes"])])
        {
            // The outermost element is level 0.
            var xml = $"<w:document xmlns:w='w'>{Packing.Times("<w:instrText>", levels)}";
            Assert.Equal(expected, await LimitsAsync("a.docx", ZipBytes.Of(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", Encoding.UTF8.GetBytes(xml))), 64 * 1024 * 1024));
        }
    }

    [Fact]
    public void Bytes_told_one_by_one_in_LZMA_are_charged()
    {
        var packed = BombList.Of("literals.xz").Make();
        var charged = 0L;
        Assert.Equal(6_000_000, XzDecoder.Decode(packed, 6_000_000, Charge).Length);
        Assert.InRange(charged, 6 * 5_900_000, 6 * 6_100_000);
        Assert.InRange(XzDecoder.Decode(packed, 6_000_000, _ => false).Length, 0, 65_536);
        charged = 0;
        Assert.Equal(6_000_000, XzDecoder.Decode(BombList.Of("one.xz").Make(), 6_000_000, Charge).Length);
        Assert.InRange(charged, 0, 6_000_000 / 16);

        bool Charge(long bytes)
        {
            charged += bytes;
            return true;
        }
    }

    [Fact]
    public void The_tables_of_compress_are_charged()
    {
        byte[] packed = [0x1F, 0x9D, 0x90, (byte)'a', 0];
        var charged = 0L;
        Assert.Equal("a"u8.ToArray(), LzwDecoder.Decode(packed, 10, out _, bytes => (charged += bytes) > 0).ToArray());
        Assert.Equal(512 * 1024, charged);
        Assert.True(LzwDecoder.Decode(packed, 10, out var isWhole, _ => false).IsEmpty);
        Assert.False(isWhole);
    }

    [Fact]
    public async Task Objects_of_a_document_are_read_at_the_limit_and_not_one_past()
    {
        foreach (var (objects, expected) in ((int, string[])[])[(PdfDocument.MaxObjects, []), (PdfDocument.MaxObjects + 1, ["MaxUnpackedBytes"])])
            Assert.Equal(expected, await LimitsAsync("a.pdf", Encoding.ASCII.GetBytes($"%PDF-1.4\n{Packing.Times("1 0 obj 1\n", objects)}trailer<</Root 1 0 R>>\n%%EOF"), 64 * 1024 * 1024));
    }

    [Fact]
    public void Memory_that_is_kept_is_noted_one_past_the_limit()
    {
        using var context = ContextOf(new InspectLimits());
        var budget = new UnpackBudget(context);
        Assert.True(budget.TakeKept(UnpackBudget.MaxKeptBytes));
        Assert.False(budget.TakeKept(1));
        Assert.False(budget.TakeKept(0));
        context.SetLimitFacts();
        Assert.Equal(["MaxUnpackedBytes"], (string[])context.Facts.Values["inspection.limits"]);
    }

    [Fact]
    public void Dictionaries_of_any_length_keep_the_last_of_repeated_keys()
    {
        var entries = new PdfEntries();
        for (var round = 0; round < 2; round++)
            for (var i = 0; i < 40; i++)
                entries.Set($"k{i}", new PdfValue { Number = i + round });
        Assert.Equal(40, entries.Count);
        for (var i = 0; i < 40; i++) Assert.Equal(i + 1, entries.TryGetValue($"k{i}", out var value) ? value.Number : null);
        Assert.False(entries.ContainsKey("k40"));
    }

    /// <summary>The data of a gzip file of empty blocks, without its header.</summary>
    private static ReadOnlyMemory<byte> EmptyBlocks() => BombList.Of("empty-blocks.gz").Make().AsMemory(10, 100_000);

    private static async Task<string[]> LimitsAsync(string name, byte[] content, long maxUnpackedBytes) =>
        (await Inspecting.MessageAsync(Inspecting.WithAttachment(name, content), new InspectOptions { Limits = new InspectLimits { MaxUnpackedBytes = maxUnpackedBytes } })).List("inspection.limits");

    private static InspectionContext ContextOf(InspectLimits limits) => new()
    {
        Request = Inspecting.Request,
        Message = MimeMessage.Read("Subject: a\r\n\r\n"u8.ToArray()),
        Options = new InspectOptions { Limits = limits },
        Clock = new ManualTimeProvider(),
        Cancellation = default,
    };
}
