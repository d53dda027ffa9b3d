using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sekisho.TransparencyLog.Notes;

/// <summary>A text with the signatures under it (C2SP signed-note). The text is worth nothing before <see cref="Verify"/>.</summary>
/// <param name="Text">The text, with its final line feed.</param>
/// <param name="Signatures">The signature lines.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>The longest note that is read, in bytes: 100 signatures and a text, with room. A longer one would only cost memory.</summary>
    public const int MaxBytes = 128 * 1024;

    /// <summary>The most signatures that are read. Each known key's is verified, so this bounds the work.</summary>
    public const int MaxSignatures = 100;

    /// <summary>Signs a text.</summary>
    /// <param name="text">Ends with a line feed; no control character but line feeds.</param>
    /// <param name="signers">One or more.</param>
    public static SignedNote Sign(string text, params IReadOnlyList<INoteSigner> signers)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(signers);
        if (!text.EndsWith('\n') || !NoteText.IsAllowed(text)) throw new ArgumentException("The text of a note ends with a line feed and has no other control characters.", nameof(text));
        var bytes = Encoding.UTF8.GetBytes(text);
        return new SignedNote(text, [.. signers.Select(signer => new NoteSignature(signer.Name, signer.KeyId, signer.Sign(bytes)))]);
    }

    /// <summary>Reads a note. Any bytes may be given.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SignedNote? note)
    {
        note = null;
        return bytes.Length <= MaxBytes && NoteText.TryDecode(bytes, out var text) && TryRead(text, out note);
    }

    /// <summary>Reads a note. Any text may be given.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out SignedNote? note)
    {
        note = null;
        if (text.Length > MaxBytes || !text.EndsWith('\n') || !NoteText.IsAllowed(text)) return false;
        // The last empty line divides: the text may have some of its own.
        var divide = text.LastIndexOf("\n\n");
        if (divide < 0) return false;
        var lines = new LineReader(text[(divide + 2)..]);
        var signatures = new List<NoteSignature>();
        while (!lines.Rest.IsEmpty)
        {
            if (signatures.Count == MaxSignatures || !lines.TryTake(out var line) || !NoteSignature.TryParse(line, out var signature)) return false;
            signatures.Add(signature);
        }

        if (signatures.Count == 0) return false;
        note = new SignedNote(text[..(divide + 1)].ToString(), signatures);
        return true;
    }

    /// <summary>Verifies with known keys: lines of other keys are ignored, one wrong signature of a known key spoils the note.</summary>
    public NoteTrust Verify(IReadOnlyCollection<INoteVerifier> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var bytes = Encoding.UTF8.GetBytes(Text);
        var verified = new List<NoteSignature>();
        foreach (var signature in Signatures)
        {
            foreach (var key in known)
            {
                if (key.KeyId != signature.KeyId || key.Name != signature.Name) continue;
                if (!key.Verify(bytes, signature.Signature.Span)) return new NoteTrust([], $"the signature of {key.Name} is wrong");
                verified.Add(signature);
            }
        }

        return verified.Count > 0 ? new NoteTrust(verified, null) : new NoteTrust([], "no known key has signed it");
    }

    /// <summary>The same note with further signatures; a line that is there already is not added again.</summary>
    public SignedNote With(IEnumerable<NoteSignature> more)
    {
        ArgumentNullException.ThrowIfNull(more);
        var lines = Signatures.Select(signature => signature.ToString()).ToHashSet(StringComparer.Ordinal);
        return this with { Signatures = [.. Signatures, .. more.Where(signature => lines.Add(signature.ToString()))] };
    }

    /// <summary>The note as it is stored and sent.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures)}";
}
