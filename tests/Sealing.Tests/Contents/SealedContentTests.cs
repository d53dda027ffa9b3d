using System.Security.Cryptography;
using Sekisho.Sealing.Contents;

namespace Sekisho.Sealing.Tests.Contents;

public sealed class SealedContentTests
{
    private const int Chunk = ContentFormat.ChunkBytes;
    private const int SealedChunk = Chunk + ContentFormat.TagBytes;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public static TheoryData<int> Lengths => [0, 1, 5000, Chunk - 1, Chunk, Chunk + 1, (2 * Chunk) - 1, 2 * Chunk, (3 * Chunk) + 17];

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task A_content_of_any_length_comes_back_the_same_both_ways(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        var inMemory = ContentSealer.Seal(_key, content);
        using var streamed = new MemoryStream();
        // A source that gives few bytes at a time, as a socket does.
        Assert.Equal(length, await ContentSealer.SealAsync(_key, new Dribble(content), streamed, default));

        Assert.Equal(ContentFormat.SealedLength(length), inMemory.Length);
        Assert.Equal(inMemory.Length, streamed.Length);
        Assert.Equal(content, SealedContentReader.Open(_key, inMemory));
        Assert.Equal(content, SealedContentReader.Open(_key, streamed.ToArray()));
        Assert.Equal(content, await ReadAsync(inMemory));
        Assert.Equal(content, Read(streamed.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task A_content_cut_at_a_chunk_or_anywhere_is_noticed(int length)
    {
        var whole = ContentSealer.Seal(_key, RandomNumberGenerator.GetBytes(length));
        int[] cuts = [0, 1, ContentFormat.HeaderBytes, ContentFormat.HeaderBytes + SealedChunk, ContentFormat.HeaderBytes + (2 * SealedChunk), whole.Length - ContentFormat.TagBytes, whole.Length - 1];
        foreach (var cut in cuts.Where(cut => cut < whole.Length)) await AssertBrokenAsync(whole[..cut]);
    }

    [Fact]
    public async Task Chunks_that_are_swapped_repeated_left_out_or_added_are_noticed()
    {
        var whole = ContentSealer.Seal(_key, RandomNumberGenerator.GetBytes(3 * Chunk));
        var header = whole[..ContentFormat.HeaderBytes];
        byte[] At(int i) => whole.AsSpan(ContentFormat.HeaderBytes + (i * SealedChunk), SealedChunk).ToArray();

        await AssertBrokenAsync([.. header, .. At(1), .. At(0), .. At(2)]);
        await AssertBrokenAsync([.. header, .. At(0), .. At(2)]);
        await AssertBrokenAsync([.. header, .. At(0), .. At(1)]);
        await AssertBrokenAsync([.. header, .. At(0), .. At(0), .. At(1), .. At(2)]);
        await AssertBrokenAsync([.. whole, .. At(2)]);
        await AssertBrokenAsync([.. whole, 0]);
        Assert.NotNull(SealedContentReader.Open(_key, (byte[])[.. header, .. At(0), .. At(1), .. At(2)]));
    }

    [Fact]
    public async Task A_chunk_of_another_content_of_the_same_key_is_noticed()
    {
        var first = ContentSealer.Seal(_key, new byte[2 * Chunk]);
        var second = ContentSealer.Seal(_key, new byte[2 * Chunk]);

        await AssertBrokenAsync([.. first[..(ContentFormat.HeaderBytes + SealedChunk)], .. second[(ContentFormat.HeaderBytes + SealedChunk)..]]);
    }

    [Fact]
    public async Task Any_changed_byte_is_noticed()
    {
        var whole = ContentSealer.Seal(_key, "Subject: hello\r\n\r\nworld"u8);
        for (var i = 0; i < whole.Length; i++)
        {
            var changed = (byte[])whole.Clone();
            changed[i] ^= 4;
            await AssertBrokenAsync(changed);
        }
    }

    [Fact]
    public void Another_key_opens_nothing() => Assert.Null(SealedContentReader.Open(new byte[32], ContentSealer.Seal(_key, "x"u8)));

    [Fact]
    public void Nothing_is_sealed_after_the_last_chunk_and_only_the_last_may_be_short()
    {
        using var sealer = new ContentSealer(_key);
        var buffer = new byte[SealedChunk + 1];

        Assert.Throws<ArgumentOutOfRangeException>(() => sealer.SealChunk(new byte[Chunk - 1], last: false, buffer));
        Assert.Throws<ArgumentOutOfRangeException>(() => sealer.SealChunk(new byte[Chunk + 1], last: true, buffer));
        sealer.SealChunk(new byte[Chunk], last: true, buffer);
        Assert.Throws<InvalidOperationException>(() => sealer.SealChunk(default, last: true, buffer));
    }

    private async Task AssertBrokenAsync(byte[] bytes)
    {
        Assert.Null(SealedContentReader.Open(_key, bytes));
        await Assert.ThrowsAsync<SealBrokenException>(() => ReadAsync(bytes));
        Assert.Throws<SealBrokenException>(() => Read(bytes));
    }

    private async Task<byte[]> ReadAsync(byte[] bytes)
    {
        await using var reader = new SealedContentReader(_key, new Dribble(bytes));
        using var content = new MemoryStream();
        await reader.CopyToAsync(content, 3000);
        return content.ToArray();
    }

    private byte[] Read(byte[] bytes)
    {
        using var reader = new SealedContentReader(_key, new Dribble(bytes));
        using var content = new MemoryStream();
        reader.CopyTo(content, 777);
        return content.ToArray();
    }

    /// <summary>Gives at most 1,000 bytes at a time.</summary>
    private sealed class Dribble(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1000)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1000)], cancellationToken);
    }
}
