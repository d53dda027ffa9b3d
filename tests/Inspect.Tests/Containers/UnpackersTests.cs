using System.Security.Cryptography;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Containers.Cabinets;
using Sekisho.Inspect.Containers.Lzh;
using Sekisho.Inspect.Containers.Rar;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Containers;

/// <summary>Unpackers give what was packed, no more than asked for, and never an exception.</summary>
public sealed class UnpackersTests
{
    private static readonly byte[] Content = [.. "words and "u8, .. new byte[100], .. "more words"u8, 0xE8, 1, 0, 0, 0, .. new byte[40]];

    [Fact]
    public void Every_packing_gives_back_what_was_packed()
    {
        Assert.Equal(Content, Lzx(PackedBytes.Lzx(Content), 1000));
        Assert.Equal(Content, LzhDecoder.Decode(LzhData(), 13, Content.Length));
        Assert.Equal(Content, new RarDecoder(1000).Read(RarData(), Content.Length));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(165)]
    public void No_packing_gives_more_than_asked_for(int maxBytes)
    {
        Assert.Equal(maxBytes, Lzx(PackedBytes.Lzx(Content), maxBytes).Length);
        Assert.Equal(maxBytes, LzhDecoder.Decode(LzhData(), 13, maxBytes).Length);
        Assert.Equal(maxBytes, new RarDecoder(maxBytes).Read(RarData(), Content.Length).Length);
    }

    [Fact]
    public async Task Calls_of_programs_are_made_relative_again()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.rar", PackedBytes.Rar("a.bin", Content, isFiltered: true)));
        var expected = Content.ToArray();

        // The call's operand stands at 121 and says 1: the distance from there on.
        BitConverter.GetBytes(1 - 121).CopyTo(expected, 121);
        Assert.Equal([Convert.ToHexStringLower(SHA256.HashData(expected))], verdict.List("archives.sha256"));
    }

    [Fact]
    public async Task A_version_of_packing_that_is_not_known_is_named()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.rar", PackedBytes.Rar("a.bin", Content, version: 1)));
        Assert.Equal(["rar"], verdict.List("archives.unread"));
        Assert.Equal(["a.bin"], verdict.List("archives.members"));
    }

    [Fact]
    public async Task Packed_bytes_are_noted_at_the_limit_and_one_past()
    {
        byte[] text = [.. Enumerable.Repeat((byte)'a', UnpackBudget.HeadBytes + 1)];
        foreach (var (name, archive) in ((string, byte[])[])[("a.rar", PackedBytes.Rar("a.txt", text)), ("a.lzh", PackedBytes.Lzh("a.txt", text, "-lh5-"))])
        {
            var at = await Inspecting.MessageAsync(Inspecting.WithAttachment(name, archive), new InspectOptions { Limits = new InspectLimits { MaxUnpackedBytes = text.Length } });
            Assert.Empty(at.List("inspection.limits"));
            var past = await Inspecting.MessageAsync(Inspecting.WithAttachment(name, archive), new InspectOptions { Limits = new InspectLimits { MaxUnpackedBytes = text.Length - 1 } });
            Assert.Equal(["MaxUnpackedBytes"], past.List("inspection.limits"));
        }
    }

    [Fact]
    public async Task Any_cut_and_any_changed_byte_is_read_without_an_exception()
    {
        var random = new Random(11);
        foreach (var (name, archive) in ((string, byte[])[])[("a.rar", PackedBytes.Rar("a", Content, isFiltered: true)), ("a.lzh", PackedBytes.Lzh("a", Content, "-lh5-")), ("a.cab", PackedBytes.Cab("a", 0x0F03, Content.Length, PackedBytes.Lzx(Content))), ("b.cab", PackedBytes.Cab("a", 1, Content.Length, PackedBytes.MsZip(Content)))])
        {
            for (var round = 0; round < 80; round++)
            {
                var changed = archive.ToArray();
                for (var i = 0; i < 3; i++) changed[random.Next(4, changed.Length)] = (byte)random.Next(256);
                if (round % 8 == 0) changed = changed[..random.Next(8, changed.Length)];
                Assert.DoesNotContain(ReasonCode.InspectionCrashed, (await Inspecting.MessageAsync(Inspecting.WithAttachment(name, changed))).Codes());
            }
        }
    }

    private static byte[] Lzx(byte[] packed, int maxBytes)
    {
        var decoder = new LzxDecoder(15, maxBytes);
        decoder.ReadFrame(packed, Content.Length);
        return decoder.Give().ToArray();
    }

    private static byte[] LzhData() => PackedBytes.Lzh("a", Content, "-lh5-")[25..];

    private static byte[] RarData()
    {
        var archive = PackedBytes.Rar("a", Content);
        var start = archive.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0, 1, (byte)'a']) + 3;
        return archive[start..^8];
    }
}
