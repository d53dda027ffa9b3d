using Sekisho.Kernel.Bytes;

namespace Sekisho.Kernel.Tests;

public sealed class PrefixedStreamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task The_prefix_comes_first_and_then_the_rest_however_it_is_read(int bytesAtOnce)
    {
        Assert.Equal("head and body", await ReadAsync(new PrefixedStream("head "u8.ToArray(), new MemoryStream("and body"u8.ToArray())), bytesAtOnce));
        Assert.Equal("body", await ReadAsync(new PrefixedStream(default, new MemoryStream("body"u8.ToArray())), bytesAtOnce));

        using var copy = new MemoryStream();
        using (var stream = new PrefixedStream("head "u8.ToArray(), new MemoryStream("and body"u8.ToArray()))) stream.CopyTo(copy, bytesAtOnce);
        Assert.Equal("head and body"u8.ToArray(), copy.ToArray());
    }

    [Fact]
    public async Task It_owns_the_rest()
    {
        var first = new MemoryStream();
        new PrefixedStream(default, first).Dispose();
        Assert.False(first.CanRead);
        var second = new MemoryStream();
        await new PrefixedStream(default, second).DisposeAsync();
        Assert.False(second.CanRead);
    }

    [Fact]
    public void It_is_read_once_and_forward()
    {
        using var stream = new PrefixedStream(default, new MemoryStream());
        Assert.Equal((true, false, false), (stream.CanRead, stream.CanSeek, stream.CanWrite));
        Assert.Throws<NotSupportedException>(() => stream.Length);
        Assert.Throws<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => stream.Write([1], 0, 1));
    }

    private static async Task<string> ReadAsync(Stream stream, int bytesAtOnce)
    {
        await using (stream)
        {
            var all = new List<byte>();
            var buffer = new byte[bytesAtOnce];
            int read;
            while ((read = await stream.ReadAsync(buffer)) > 0) all.AddRange(buffer.AsSpan(0, read));
            return System.Text.Encoding.ASCII.GetString([.. all]);
        }
    }
}
