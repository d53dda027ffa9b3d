using System.Text;
using Sekisho.Testing.Fuzzing;
using Sekisho.TransparencyLog.Notes;

namespace Sekisho.Fuzz.Targets;

/// <summary>The readers of signed notes, checkpoints and keys: no bytes make them throw, and what they take survives its text.</summary>
public sealed class TransparencyLogNoteTarget : IFuzzTarget
{
    private const string Checkpoint = "log.example\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

    public string Name => "tlog-note";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Encoding.UTF8.GetBytes($"{Checkpoint}\n— log.example AAAAAAA=\n"),
        Encoding.UTF8.GetBytes("text\n\nmore\n\n— a AAAAAAA=\n— b AAAAAAA=\n"),
        Encoding.UTF8.GetBytes(Checkpoint),
        Encoding.UTF8.GetBytes(NoteKey.Of("log.example", NoteAlgorithm.Ed25519, new byte[32]).ToString()),
    ];

    public void Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (SignedNote.TryRead(input, out var note))
        {
            if (note.ToString() != text) throw new InvalidOperationException("A note does not survive its text.");
            _ = TransparencyLog.Checkpoints.Checkpoint.TryRead(note.Text, out _);
        }

        if (TransparencyLog.Checkpoints.Checkpoint.TryRead(text, out var checkpoint) && checkpoint.ToString() != text)
            throw new InvalidOperationException("A checkpoint does not survive its text.");
        if (NoteKey.TryParse(text, out var key) && !NoteKey.TryParse(key.ToString(), out _))
            throw new InvalidOperationException("A key does not survive its text.");
    }
}
