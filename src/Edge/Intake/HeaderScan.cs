using System.Buffers;
using System.Text;

namespace Sekisho.Edge.Intake;

/// <summary>The little that the role looks at in a message itself: how many Received headers it has.</summary>
internal static class HeaderScan
{
    private const int NameBytes = 9; // "Received:"

    /// <summary>Counts the Received headers, up to the empty line; stops counting one past <paramref name="enough"/>.</summary>
    public static int CountReceived(in ReadOnlySequence<byte> message, int enough)
    {
        var count = 0;
        var reader = new SequenceReader<byte>(message);
        Span<byte> name = stackalloc byte[NameBytes];
        while (count <= enough && !reader.End && !reader.IsNext("\r\n"u8))
        {
            if (reader.TryCopyTo(name) && Ascii.EqualsIgnoreCase(name, "Received:"u8)) count++;
            if (!reader.TryAdvanceTo((byte)'\n')) break;
        }

        return count;
    }
}
