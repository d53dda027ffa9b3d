using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Inspect.Tests.Containers;

/// <summary>7z files as few programs write them and all programs open them.</summary>
public sealed class SevenZipFormsTests
{
    private static readonly byte[] Program = [.. "MZ"u8, .. new byte[70]];

    [Fact]
    public async Task A_member_without_a_name_is_looked_into()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.7z", Archive([1, 0], null)));
        Assert.Equal(["part 2 'a.7z': member, DOS program (MZ) by content"], verdict.List("attachments.blocked"));
    }

    [Fact]
    public async Task A_method_without_a_number_is_a_copy()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.7z", Archive([0], "a.bin")));
        Assert.Equal(["a.bin"], verdict.List("archives.members"));
        Assert.Single(verdict.List("attachments.disguised"));
    }

    [Fact]
    public async Task A_rar_file_without_members_is_damaged()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.rar", [.. "Rar!\x1A\x07\x01\0"u8, .. new byte[100]]));
        Assert.Equal(["part 2 'a.rar'"], verdict.List("archives.broken"));
    }

    private static byte[] Archive(byte[] coder, string? name)
    {
        var names = Encoding.Unicode.GetBytes(name + "\0");
        byte[] header = [1, 4, 6, 0, 1, 9, (byte)Program.Length, 0, 7, 11, 1, 0, 1, .. coder, 12, (byte)Program.Length, 0, 0, 5, 1, .. name is null ? [] : (byte[])[0x11, (byte)(names.Length + 1), 0, .. names], 0, 0];
        var start = new byte[32];
        ((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, 0, 4]).CopyTo(start);
        BinaryPrimitives.WriteInt64LittleEndian(start.AsSpan(12), Program.Length);
        BinaryPrimitives.WriteInt64LittleEndian(start.AsSpan(20), header.Length);
        return [.. start, .. Program, .. header];
    }
}
