namespace Sekisho.TransparencyLog.Notes;

/// <summary>What the known keys say about a note.</summary>
/// <param name="Verified">The signatures of known keys, each valid. Empty unless <see cref="Problem"/> is null.</param>
/// <param name="Problem">Why the note is not trusted; null when it is.</param>
public sealed record NoteTrust(IReadOnlyList<NoteSignature> Verified, string? Problem)
{
    /// <summary>At least one known key signed it, and no signature of a known key is wrong.</summary>
    public bool IsTrusted => Problem is null;
}
