using System.IO.Compression;
using System.Text;
using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Tests.Containers;

public sealed class PackedFileTests
{
    private const string Bzip2 = "QlpoOTFBWSZTWWOwckgAAkPRgAAQQAQnR5iAIACQKYAAClUmaJo9NPBMCbCYE5E5E0JwCdBOxVkTQJkVZEwKsieCrAq3EyJ+FXAmgTcVaCZFWwmgToVei7kinChIMdg5JAA=";
    private const string Xz = "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AmHADZdADQYSquPkul8cIVS2ahdEAWu/UgcaESBTAsLimBUUsyvm/uL6rimURom/zJraWIFXuJ3hIM8AAAAAFmjd6JOhY1aAAFSiBMAAAADfilBscRn+wIAAAAABFla";
    private const string Lzma = "XQAAgAD//////////wA0GEqrj5LpfHCFUtmoXRAFrv1IHGhEgUwLC4pgVFLMr5v7i+q4plEaJv8ya2liBV7id4nl3vr//dXgAA==";

    /// <summary>The first thousand bytes as one stream, the rest as another, as programs write them that pack on several processors; between those of xz eight zeros.</summary>
    private const string TwoOfBzip2 = "QlpoOTFBWSZTWaCxOM4AAORRgAAQQAQnR5iAIACQKYAAClUTZIPTU8DAcBgMhmGw6Qdg+ItBuBpFoMBZ0HPiLKLkNB9hdBuB6RbB7hcQ42g7hfxdyRThQkKCxOM4QlpoOTFBWSZTWS1Z1EMAAGtRgAAQQAQnR5iAIACQKYAAClSmaIPTU8FkWBZF0LqpsXNU6wqdhfFDQt1U0oaFmod1PFDKhwLQvtQ5FuqnChsLShiptVO6h/F3JFOFCQLVnUQw";
    private const string TwoOfXz = "/Td6WFoAAAFpIt42AgAhARYAAAB0L+Wj4APnAC9dADQYSquPkul8cIVS2ahdEAWu/UgcaESBTAsLimBUUsyvm/uL6rimURom/sJviQAAAADEE5JBAAFH6AcAAACuWntUPjANiwIAAAAAAVlaAAAAAAAAAAD9N3pYWgAABObWtEYCACEBFgAAAHQv5aPgBZ8ANF0AEB3J51WDgEWZ+oPmg3o4rkny27R4P4glbGEhRl8i9hs+GzPDuv4v+XwPvyEJF6/2KOyCAAB4DHijJH66FAABUKALAAAAvcT9aLHEZ/sCAAAAAARZWg==";

    private static readonly byte[] Plain = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("harmless words, harmless words and a few more harmless words\n", 40)));

    [Fact]
    public void Every_packing_gives_back_what_was_packed()
    {
        Assert.Equal(Plain, Bzip2Decoder.Decode(Convert.FromBase64String(Bzip2), 1_000_000));
        Assert.Equal(Plain, XzDecoder.Decode(Convert.FromBase64String(Xz), 1_000_000));
        Assert.Equal(Plain, LzmaDecoder.DecodeAlone(Convert.FromBase64String(Lzma), 1_000_000));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(Plain);
        Assert.Equal(Plain, Inflating.Gzip(packed.ToArray(), 1_000_000));
    }

    [Fact]
    public void Streams_that_follow_each_other_are_one_content()
    {
        Assert.Equal(Plain, Bzip2Decoder.Decode(Convert.FromBase64String(TwoOfBzip2), 1_000_000));
        Assert.Equal(Plain, XzDecoder.Decode(Convert.FromBase64String(TwoOfXz), 1_000_000));
        Assert.Equal(1500, Bzip2Decoder.Decode(Convert.FromBase64String(TwoOfBzip2), 1500).Length);
        Assert.Equal(1500, XzDecoder.Decode(Convert.FromBase64String(TwoOfXz), 1500).Length);
        Assert.Equal(Plain.Length, XzIndex.UnpackedBytes(Convert.FromBase64String(TwoOfXz)));
        Assert.Equal(Plain.Length, Bzip2Decoder.CountAtLeast(Convert.FromBase64String(TwoOfBzip2), 1_000_000, _ => true));
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 0)]
    public void Chunks_of_lzma2_have_small_tables_at_the_limit_and_none_one_past(int literalBits, int expected)
    {
        // One chunk of one byte; lc and lp are four together at most in this format.
        byte[] chunk = [0x80 | 3 << 5, 0, 0, 0, 11, (byte)literalBits, .. new byte[12], 0];
        var decoder = new LzmaDecoder(10);
        XzDecoder.DecodeLzma2(chunk, ref decoder);
        Assert.Equal(expected, decoder.Give().Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(2440)]
    public void No_packing_gives_more_than_asked_for(int maxBytes)
    {
        Assert.Equal(maxBytes, Bzip2Decoder.Decode(Convert.FromBase64String(Bzip2), maxBytes).Length);
        Assert.Equal(maxBytes, XzDecoder.Decode(Convert.FromBase64String(Xz), maxBytes).Length);
        Assert.Equal(maxBytes, LzmaDecoder.DecodeAlone(Convert.FromBase64String(Lzma), maxBytes).Length);
    }

    [Fact]
    public void Any_cut_and_any_flipped_byte_is_read_without_an_exception()
    {
        foreach (var packed in (string[])[Bzip2, Xz, Lzma, TwoOfBzip2, TwoOfXz])
        {
            var bytes = Convert.FromBase64String(packed);
            for (var i = 0; i < bytes.Length; i++)
            {
                Look(bytes[..i]);
                var flipped = bytes.ToArray();
                flipped[i] ^= 0xFF;
                Look(flipped);
            }
        }

        static void Look(byte[] bytes)
        {
            Assert.InRange(Bzip2Decoder.Decode(bytes, 5000).Length, 0, 5000);
            Assert.InRange(XzDecoder.Decode(bytes, 5000).Length, 0, 5000);
            Assert.InRange(LzmaDecoder.DecodeAlone(bytes, 5000).Length, 0, 5000);
        }
    }

    [Theory]
    [InlineData("a.exe.bz2", Bzip2)]
    [InlineData("a.exe.xz", Xz)]
    public async Task A_packed_file_is_looked_into(string name, string packed)
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment(name, Convert.FromBase64String(packed)));
        Assert.Equal(["a.exe"], verdict.List("archives.members"));
    }
}
