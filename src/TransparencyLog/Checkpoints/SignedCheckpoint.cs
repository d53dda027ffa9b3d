using System.Diagnostics.CodeAnalysis;
using Sekisho.TransparencyLog.Notes;

namespace Sekisho.TransparencyLog.Checkpoints;

/// <summary>A checkpoint whose signature by the log has been verified.</summary>
/// <param name="Head">What it says.</param>
/// <param name="Note">The note it stands in.</param>
public sealed record SignedCheckpoint(Checkpoint Head, SignedNote Note)
{
    /// <summary>Reads and verifies.</summary>
    /// <param name="bytes">The note; any bytes.</param>
    /// <param name="key">The log's key; its name must be the origin.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="problem">Why there is none.</param>
    public static bool TryOpen(
        ReadOnlySpan<byte> bytes, INoteVerifier key, [NotNullWhen(true)] out SignedCheckpoint? checkpoint, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(key);
        checkpoint = null;
        problem = null;
        if (!SignedNote.TryRead(bytes, out var note)) problem = "it is not a signed note";
        else if (note.Verify([key]) is { Problem: { } untrusted }) problem = untrusted;
        else if (!Checkpoint.TryRead(note.Text, out var head)) problem = "its text is not a checkpoint";
        else if (head.Origin != key.Name) problem = $"it is of the log {head.Origin}, not of {key.Name}";
        else checkpoint = new SignedCheckpoint(head, note);
        return problem is null;
    }
}
