using System.Globalization;
using Sekisho.TransparencyLog.Checkpoints;
using Sekisho.TransparencyLog.Notes;
using Sekisho.TransparencyLog.Proofs;

namespace Sekisho.TransparencyLog.Witnessing;

/// <summary>
/// A witness: cosigns a log's checkpoint only when it continues the last one it cosigned, so that a log cannot show one history to
/// some and another to others (C2SP tlog-witness). Steps of add-checkpoint:
/// 1. read the request (400);
/// 2. find the log by the origin (404) and verify its signature (403);
/// 3. the old size is not above the new one (400) and is the size of the last cosigned checkpoint (409 with that size);
/// 4. of the same size it is the same tree (409); of another, the consistency proof holds (422);
/// 5. compare and persist; if another came in between (409);
/// 6. only then cosign (200).
/// </summary>
/// <param name="logs">The keys of the logs that are witnessed; each key's name is the log's origin.</param>
/// <param name="signer">The witness's key.</param>
/// <param name="state">Its memory.</param>
public sealed class Witness(IReadOnlyCollection<INoteVerifier> logs, CosignatureSigner signer, IWitnessState state)
{
    /// <summary>Answers a request body. Any bytes may be given.</summary>
    /// <exception cref="IOException">The state cannot be stored; nothing was cosigned.</exception>
    public WitnessReply AddCheckpoint(ReadOnlySpan<byte> body)
    {
        // 1.
        if (!AddCheckpointRequest.TryRead(body, out var request)) return WitnessReply.Text(400, "the body is not: old size, proof lines, empty line, signed checkpoint");
        if (!Checkpoint.TryRead(request.Note.Text, out var next)) return WitnessReply.Text(400, "the note's text is not a checkpoint");

        // 2.
        var keys = logs.Where(key => key.Name == next.Origin).ToList();
        if (keys.Count == 0) return WitnessReply.Text(404, "this log is not witnessed here");
        if (request.Note.Verify(keys) is { Problem: { } problem }) return WitnessReply.Text(403, problem);

        // 3.
        if (request.OldSize > next.Size) return WitnessReply.Text(400, "the old size is above the checkpoint's");
        var last = state.Last(next.Origin);
        if (request.OldSize != (last?.Size ?? 0)) return Conflict(last);

        // 4.
        if (request.OldSize == next.Size && last is not null && last.Root != next.Root) return Conflict(last);
        var oldRoot = last?.Root ?? Hashing.TreeHash.Empty;
        var newRoot = next.Root;
        if (!ConsistencyProof.Verify(request.OldSize, in oldRoot, next.Size, in newRoot, request.Proof))
            return WitnessReply.Text(422, "the consistency proof does not hold");

        // 5.
        if (!state.TryReplace(last, next with { Extensions = "" })) return Conflict(state.Last(next.Origin));

        // 6.
        var cosigned = SignedNote.Sign(request.Note.Text, signer);
        return new WitnessReply(200, string.Concat(cosigned.Signatures), "text/plain; charset=utf-8");
    }

    private static WitnessReply Conflict(Checkpoint? last) =>
        new(409, (last?.Size ?? 0).ToString(CultureInfo.InvariantCulture) + "\n", WitnessReply.SizeType);
}
