using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Sekisho.TransparencyLog.Hashing;
using Sekisho.TransparencyLog.Notes;
using Sekisho.TransparencyLog.Proofs;

namespace Sekisho.TransparencyLog.Witnessing;

/// <summary>The body of add-checkpoint: "here is my new checkpoint, and the proof from the one you know" (C2SP tlog-witness).</summary>
/// <param name="OldSize">The size that the witness knows.</param>
/// <param name="Proof">The consistency proof.</param>
/// <param name="Note">The new checkpoint, signed by the log.</param>
public sealed record AddCheckpointRequest(long OldSize, IReadOnlyList<TreeHash> Proof, SignedNote Note)
{
    /// <summary>The longest body that is read, in bytes. Stops a client from filling the witness's memory.</summary>
    public const int MaxBytes = SignedNote.MaxBytes + (64 * 64);

    /// <summary>Reads a body. Any bytes may be given; nothing is verified yet.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out AddCheckpointRequest? request)
    {
        request = null;
        if (bytes.Length > MaxBytes || !NoteText.TryDecode(bytes, out var text)) return false;
        var lines = new LineReader(text);
        if (!lines.TryTake(out var line) || !line.StartsWith("old ") || !DecimalText.TryRead(line["old ".Length..], out var oldSize)) return false;
        if (!lines.TryTakeHashes(InclusionProof.MaxHashes, out var proof) || !SignedNote.TryRead(lines.Rest, out var note)) return false;
        request = new AddCheckpointRequest(oldSize, proof, note);
        return true;
    }

    /// <summary>The body.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"old {OldSize}\n");
        foreach (var hash in Proof) text.Append(hash.ToString()).Append('\n');
        return text.Append('\n').Append(Note.ToString()).ToString();
    }
}
