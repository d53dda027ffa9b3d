using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Sekisho.Events.Auditd;

/// <summary>The names of system calls by architecture and number (<c>systemcalls.tsv</c>), for logs that have numbers only.</summary>
internal static class SystemCalls
{
    private static readonly (byte[] Code, byte[] Name, byte[]?[] Calls)[] Architectures = Load();

    /// <summary>The name of an architecture that is written as its number (AUDIT_ARCH_…).</summary>
    /// <param name="arch">For instance c000003e.</param>
    /// <param name="index">Which it is, for <see cref="NameOf"/>.</param>
    public static ReadOnlySpan<byte> Architecture(ReadOnlySpan<byte> arch, out int index)
    {
        for (index = 0; index < Architectures.Length; index++)
            if (arch.SequenceEqual(Architectures[index].Code)) return Architectures[index].Name;
        index = -1;
        return default;
    }

    /// <summary>The name of a system call; empty when it is not known.</summary>
    public static ReadOnlySpan<byte> NameOf(int architecture, ReadOnlySpan<byte> number)
    {
        if (architecture < 0 || !Utf8Parser.TryParse(number, out int call, out var used) || used != number.Length) return default;
        var calls = Architectures[architecture].Calls;
        return call >= 0 && call < calls.Length ? calls[call] : default;
    }

    private static (byte[], byte[], byte[]?[])[] Load()
    {
        (string Code, string Name)[] known = [("c000003e", "x86_64"), ("40000003", "i386"), ("c00000b7", "aarch64")];
        var calls = known.Select(_ => new byte[]?[600]).ToArray();
        foreach (var cells in Tsv.Rows("systemcalls.tsv"))
            for (var i = 0; i < known.Length; i++)
                if (int.TryParse(cells[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) calls[i][number] = Encoding.UTF8.GetBytes(cells[0]);
        return [.. known.Select((one, i) => (Encoding.UTF8.GetBytes(one.Code), Encoding.UTF8.GetBytes(one.Name), calls[i]))];
    }
}
