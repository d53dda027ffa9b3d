using System.Text;
using Sekisho.Kernel.Bytes;

namespace Sekisho.Kernel.Tests;

public sealed class ByteStringTableTests
{
    [Fact]
    public void Equal_strings_have_equal_numbers_in_the_order_of_adding()
    {
        var table = new ByteStringTable();
        for (var i = 0; i < 5000; i++) Assert.Equal(i, table.Add(Encoding.UTF8.GetBytes($"name {i}")));
        for (var i = 0; i < 5000; i++) Assert.Equal(i, table.Find(Encoding.UTF8.GetBytes($"name {i}")));
        Assert.Equal(7, table.Add("name 7"u8));
        Assert.Equal("name 7"u8, table[7]);
        Assert.Equal(-1, table.Find("name"u8));
        Assert.Equal(-1, table.Find(""u8));
        Assert.Equal(5000, table.Add(""u8));
        Assert.Equal(5000, table.Find(""u8));
    }

    [Fact]
    public void Zero_bytes_at_the_end_make_a_difference()
    {
        var table = new ByteStringTable();
        Assert.Equal([0, 1, 2, 3], new[] { "a"u8.ToArray(), "a\0"u8.ToArray(), "a\0\0\0\0\0\0\0"u8.ToArray(), "a\0\0\0\0\0\0\0\0"u8.ToArray() }.Select(key => table.Add(key)));
    }
}
