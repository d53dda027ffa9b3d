using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Containers.Compress;
using Sekisho.Inspect.Containers.Filters;
using Sekisho.Inspect.Containers.Lz4;
using Sekisho.Inspect.Containers.Zstd;
using Sekisho.Inspect.Verdicts;
using Sekisho.Testing.Archives;

namespace Sekisho.Inspect.Tests.Containers;

/// <summary>Zstandard, LZ4 and compress give what was packed, no more than asked for, and never an exception.</summary>
public sealed class NewerPackingsTests
{
    private const string Zstd = "KLUv/QRoRQYAAokSD8BrDbaDql+55W5CmDtuwrZt27Zt27Zt2zZg27Zt27Zt27Zt27Zt2wLCYYJjCsAYYwQgME4gBMaYEwCnOMcQwXAIcwiaBhAlWQJeqCBeNwdAcJAkjQESgPBohEAjGsOfCBZBROd+BxPwtnAh3GAR1JVlwLCNCAnB5aZCKuEkkq5ugjgCEbh3F00Y28gIYGlFkyScQ9ATIGEAMuhRwQ1wplTZqhPseXq04pJavssZ+mQ7bS3Y2xP5I/ZkyyU63QaUfHM0/SnksuHG";
    private const string Lz4 = "BCJNGGRAp5ABAABwd29yZDAuCgcAIDEgBgARNAYAETkGACExNgcAITI1BwASMw4AIjEyLwAhMjcPAAIGABMyHAASMCoAEjMVAAJSACIxMTEAAhUAEjNhABIzKgAoMjgHAAMVACgzNDEAKDExTQAoMzNpAAN3ABk3kgAoMTKvACgyNcsAAtgAGDTxAC8wIP0ADCkuCv4AHyD9AA4pLgr+AB8g/QAOKS4K/gAfIP0ADiguCv4AHyD9AA8nLgr+AB8g/QAKLi4K+wEP/QAKLi4K+wEP/QAKLi4K+wEP/QAKLi4K+wEP/QAKLi4K+wEP/QAGLy4K+AIUA2sALy4K+AIVAhUALy4K+AIWCDEAD/gCEQmSAA/4AhAI8QAvMCD1AxMvLgr4AhUJrgEO+AIP9QMGLy4K+AIVCXICLzcg9QMVCOIBD/UDDS8uCvgCFQmMAw74Ag/1AwYvLgr4AhUJUAQO+AIP9QMGLy4K+AIRCAsFLzkg9QMVLy4K+AIVCswFLzAg9QMVLy4K+AIVCZAGD/gCDx8g7Qb+UG9yZDkgAAAAALTaiU4=";
    private const string OldLz4 = "AiFMGAADAABwd29yZDAuCgcAIDEgBgARNAYAETkGACExNgcAITI1BwASMw4AIjEyLwAhMjcWAAIGABMyHAARMBQAITMzBwASMlIAIjExMQACFQASM2EAEjMqACIyOCoAAgcAAxUAKDM0MQASMUYAA00AA1sAEzE/AAJ3ABI3MAADkgAhMTJUAAOvAAO9AAPLAALYAANgAAJZAAJKAAIMAAKcAAIlAAMyACIyNV0AA08AA10AA2sAD/0AAwIxAAOxAAO/AA/9AAoCMQAF/gACvwABBgADPgADTAAF/QACMQADdQEDhQACBwADoAADrgAF/QACMQAC2QAC5QAC8QAP/QAAAisABf4AAYcAA08AA10AC/0AAzEAAksAA6MAA7EAA78AC/0AAjEAD/sBBAJwAAEGAAM+ABQyQAICRwAL+wEBKgADkgADoAAjMzZiAAK4AgPLAA/9AAYCLQACFgECJQADMgAP/QAEAjAAAm8BA4MBA5QAD/0AAwIwAATaAAInAQ/9AAoCMQAF/gAB4gADWwADaQADdwADhAAD/wIF/gABMQADvQADywAC2AAC5AADTwECiQACBwICGQACJQADMgADQAAETAEDXQADaQEDeQACfgMDlAADogAErgEDvwACtAEP/QALAvAABCQAAb4AAz4AD/0ABAIxAAOFAAIHAAOgAA/9AAMCMAAC5QAC8QAP/QAHAiwABf4AAo4AAlIED/0AAwIxAAX+AAIxAAJmAA/9AAMCMQADAgIP9QMRAjEAA2cBC/sBAm8AAqAAA64ABLIEA8kBAtYBD/0ABgJdAAIlAAMyAA/9AAoCMAADhgADlAAP/QAKAjEAA+gAA/YAAwcAAxUAC/oBAjEAA0oBA1sAA2kAA3cAAvMBBf0AAjEABf4AAhMBApwCAtgACf0AAi4AAqEBAhkAAiUAD/0ABAIvAANsAAN5AAJcAAOUAAOiAAOwAAS/AA/7AQMBmwADBwAF/QACYgACMQAP+AILAT8AA+4DA5IAD/gCCgEwAA/tBglQb3JkOSA=";
    private const string Compress = "H52Qd97IIQPDhYKAA2OAQEiGxkKBZHI8TGhjIhkZNSzOqMgwhgyDDGXcsDgyJEeIMWBonGFRhsKOMUBCZMlwhsOaKkPiaLkTp0YaMgfSRPkSosuVFlO2PDnwRtCLJVHK0Mj0YsaOVSUyBHoQpcWcXrda1IqyKsanG5NODRm16dKkYIXOeHoUpsafGuNe7GkUB1q9Nu/aDVlULly6VdtCVUu15dWyT8kOvBkWot7CDcc+jWH2sdCqHlsqVizDxmbAQwfWJSp4JmWhBbuq5js7L96aSTG7RJuajFKTJEUzrmlattWkWS2+9v016dPlkn13btxxrVGnxkmDRt0ScwzMc40H9qmTp+2ay8MPNgq+92+jiUVvtv7ZMfKxyp0bv5yfYXTO9hE3n3AMaQcXUoRtBt5tM+klA2175YVWerl1hyBKDhZXIIFSUWeUZ9JpZtxymPEnln/I0QViWtVx6BZwHcVWU2+rJbQgeuf1RReEMwBG4XqqtXfaWxuyNdxMnW2W3ImVDWQiRFyhiFWASB6p2miIHTijhUCS0ZtNf5lXHnmutWYjXe1pCV9wRlaH1nRTSgllUl9t1h9E/8FZpZvGicTmmjFeGGRuaDEIm5h95ShUlDNVSJigvmVIEl2KhUYclRTht5WdDD05GX4=";

    private static readonly byte[] Plain = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 300).Select(i => $"word{i * i % 37}{(i % 7 == 0 ? ".\n" : " ")}")));

    public static TheoryData<string, string> Packed => new() { { "a.txt.zst", Zstd }, { "a.txt.lz4", Lz4 }, { "a.txt.lz4", OldLz4 }, { "a.txt.Z", Compress } };

    [Theory]
    [MemberData(nameof(Packed))]
    public async Task What_is_packed_is_looked_at(string name, string packed)
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment(name, Convert.FromBase64String(packed)));
        Assert.Equal(["a.txt"], verdict.List("archives.members"));
        Assert.Equal([Convert.ToHexStringLower(SHA256.HashData(Plain))], verdict.List("archives.sha256"));
        Assert.Empty(verdict.List("archives.unread"));
        Assert.Empty(verdict.List("archives.broken"));
    }

    [Theory]
    [MemberData(nameof(Packed))]
    public void No_packing_gives_more_than_asked_for(string name, string packed)
    {
        foreach (var maxBytes in (int[])[0, 1, 700, 2050, 2051])
            Assert.Equal(Plain[..maxBytes], Decode(name, Convert.FromBase64String(packed), maxBytes, out _));
        Assert.Equal(Plain, Decode(name, Convert.FromBase64String(packed), 2052, out var isWhole));
        Assert.True(isWhole);
    }

    [Theory]
    [MemberData(nameof(Packed))]
    public void Any_cut_and_any_flipped_byte_is_read_without_an_exception(string name, string packed)
    {
        var bytes = Convert.FromBase64String(packed);
        for (var i = 0; i < bytes.Length; i++)
        {
            Assert.InRange(Decode(name, bytes[..i], 5000, out _).Length, 0, 5000);
            foreach (var change in (byte[])[0xFF, 1, 0x10, 0x80])
            {
                var flipped = bytes.ToArray();
                flipped[i] ^= change;
                Assert.InRange(Decode(name, flipped, 5000, out _).Length, 0, 5000);
            }
        }
    }

    [Fact]
    public async Task A_program_in_a_packed_file_is_blocked_by_its_name_and_by_its_content()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("run.exe.zst", Raw([.. "MZ"u8, .. new byte[90]])));
        Assert.Contains("part 2 'run.exe.zst': member 'run.exe', DOS program (MZ) by content", verdict.List("attachments.blocked"));
    }

    [Fact]
    public async Task Frames_with_a_dictionary_are_named_as_unread()
    {
        var frame = Convert.FromBase64String(Zstd);
        byte[] withDictionary = [.. frame[..4], (byte)(frame[4] | 1), frame[5], 9, .. frame[6..]];
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zst", withDictionary));
        Assert.Equal(["zstd"], verdict.List("archives.unread"));
        Assert.Equal(["part 2 'a.zst'"], verdict.List("archives.broken"));
    }

    [Fact]
    public void Frames_stand_one_behind_the_other_and_some_are_passed_over()
    {
        byte[] skipped = [0x51, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
        Assert.Equal(Plain.Length * 2, Decode("a.zst", [.. Convert.FromBase64String(Zstd), .. skipped, .. Convert.FromBase64String(Zstd)], 10_000, out var isWhole).Length);
        Assert.True(isWhole);
        Assert.Equal(Plain.Length * 2, Decode("a.lz4", [.. Convert.FromBase64String(OldLz4), .. skipped, .. Convert.FromBase64String(Lz4)], 10_000, out isWhole).Length);
        Assert.True(isWhole);
    }

    [Theory]
    [InlineData(93, Zstd)]
    public async Task Members_of_zip_files_may_be_packed_so(int method, string packed)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("a.txt", CompressionLevel.NoCompression).Open())
            entry.Write(Convert.FromBase64String(packed));
        var bytes = output.ToArray();
        bytes[8] = (byte)method;
        bytes[bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 10] = (byte)method;
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", bytes));
        Assert.Equal([Convert.ToHexStringLower(SHA256.HashData(Plain))], verdict.List("archives.sha256"));
    }

    [Fact]
    public async Task Unpacked_bytes_are_noted_at_the_limit_and_one_past()
    {
        byte[] text = [.. Enumerable.Repeat((byte)'a', UnpackBudget.HeadBytes + 1)];
        var at = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zst", Raw(text)), new InspectOptions { Limits = new InspectLimits { MaxUnpackedBytes = text.Length } });
        Assert.Empty(at.List("inspection.limits"));
        var past = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zst", Raw(text)), new InspectOptions { Limits = new InspectLimits { MaxUnpackedBytes = text.Length - 1 } });
        Assert.Equal(["MaxUnpackedBytes"], past.List("inspection.limits"));
    }

    [Theory]
    [InlineData("YOopACILAQIQAAJBy0EDa8tBA2sAAAAAAAAAAAAAAAAAAAAAAABzLmFyagAAfeuedQAAYOo1AC4LAQIQAQDLy0EDaykAAAB0AAAAxmBg0QAApBEAAAAAAADLQQNry0EDawAAAABzLnR4dAAAsJEGQAAAABtCbmnN4/oB1FiCh4C9DaA1A8PQjzgAAnbGphIZZdBuOPCqzHT/50Bg6gAA")]
    [InlineData("YOoqACILAQIQAAJBy0EDa8tBA2sAAAAAAAAAAAAAAAAAAAAAAABzNC5hcmoAAArbzjYAAGDqNQAuCwECEAQAy8tBA2sjAAAAdAAAAMZgYNEAAKQRAAAAAAAAy0EDa8tBA2sAAAAAcy50eHQAABN1Vq0AADQYTkbTYZTmcxAdzecjIcxAYTcZBB4gSNpvORl7gv9gOQUAYOoAAA==")]
    public async Task Members_of_arj_files_are_looked_at_and_no_changed_byte_throws(string archive)
    {
        var bytes = Convert.FromBase64String(archive);
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.arj", bytes));
        Assert.Equal(["s.txt"], verdict.List("archives.members"));
        Assert.Equal([Convert.ToHexStringLower(SHA256.HashData("harmless words and harmless words and more harmless words harmless words and harmless words and more harmless words\n"u8))], verdict.List("archives.sha256"));
        var flags = bytes.AsSpan(2).IndexOf((ReadOnlySpan<byte>)[0x60, 0xEA]) + 2 + 8;
        byte[] locked = [.. bytes[..flags], (byte)(bytes[flags] | 1), .. bytes[(flags + 1)..]];
        Assert.Equal(["part 2 'a.arj'"], (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.arj", locked))).List("attachments.locked"));
        for (var i = 2; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= (byte)(1 + (i % 255));
            Assert.DoesNotContain(ReasonCode.InspectionCrashed, (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.arj", i % 5 == 0 ? changed[..i] : changed))).Codes());
        }
    }

    [Fact]
    public async Task A_file_without_a_size_is_counted_and_a_bomb_beyond_the_limit()
    {
        var before = System.Diagnostics.Stopwatch.GetTimestamp();
        foreach (var (bytes, bombs) in ((long, int)[])[(ContainerVisit.BombFromBytes, 0), (ContainerVisit.BombFromBytes + 1, 1)])
        {
            var packed = LzmaRun.Write(bytes);
            Assert.Equal(bytes, LzmaCount.AtLeast(packed, ContainerVisit.BombFromBytes + 1, () => true));
            Assert.Equal(bombs, (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.lzma", packed))).List("archives.bombs").Length);
        }

        // Four times a quarter of a gigabyte is counted, and packed twice: generous for slow machines.
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(before), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Equal(4L * 1024 * 1024, LzmaCount.AtLeast(LzmaRun.Write(ContainerVisit.BombFromBytes), 5000, () => true));
    }

    [Fact]
    public void Time_ends_a_file_of_very_many_blocks()
    {
        // Blocks with nothing in them: three bytes each.
        byte[] packed = [0x28, 0xB5, 0x2F, 0xFD, 0, 0, .. new byte[3 * 100_000]];
        var looks = 0;
        ZstdDecoder.Decode(packed, 1000, () => ++looks < 3, out var isWhole);
        Assert.Equal((3, false), (looks, isWhole));

        // And so does work, of which each empty block is a little.
        var blocks = 0;
        ZstdDecoder.Decode(packed, 1000, () => true, out isWhole, _ => ++blocks < 5);
        Assert.Equal((5, false), (blocks, isWhole));
    }

    [Fact]
    public void Calls_that_were_made_absolute_become_distances_again()
    {
        byte[] filtered = [0x90, 0xE8, 0x0A, 0, 0, 0, 0x90];
        new ProgramFilter(FilterKind.X86).Undo(filtered);
        Assert.Equal([0x90, 0xE8, 4, 0, 0, 0, 0x90], filtered);
        byte[] differences = [1, 2, 1, 1, 1, 1];
        new ProgramFilter(FilterKind.Delta, 2).Undo(differences);
        Assert.Equal([1, 2, 2, 3, 3, 4], differences);
    }

    [Fact]
    public void No_bytes_make_a_filter_throw()
    {
        var random = new Random(4);
        for (var round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(60)];
            for (var i = 0; i < bytes.Length; i++) bytes[i] = random.Next(3) switch { 0 => 0xE8, 1 => (byte)(0 - random.Next(2)), _ => (byte)random.Next(256) };
            foreach (var kind in Enum.GetValues<FilterKind>())
            {
                var changed = bytes.ToArray();
                new ProgramFilter(kind, 1 + random.Next(256), (uint)random.Next()).Undo(changed);
                Assert.Equal(bytes.Length, changed.Length);
            }
        }
    }

    private static byte[] Decode(string name, byte[] packed, long maxBytes, out bool isWhole) => Path.GetExtension(name) switch
    {
        ".zst" => ZstdDecoder.Decode(packed, maxBytes, () => true, out isWhole).ToArray(),
        ".lz4" => Lz4Decoder.Decode(packed, maxBytes, out isWhole).ToArray(),
        _ => LzwDecoder.Decode(packed, maxBytes, out isWhole).ToArray(),
    };

    /// <summary>A frame with one plain block.</summary>
    private static byte[] Raw(byte[] content) => [0x28, 0xB5, 0x2F, 0xFD, 0, 0x50, .. BitConverter.GetBytes((content.Length << 3) | 1)[..3], .. content];
}
