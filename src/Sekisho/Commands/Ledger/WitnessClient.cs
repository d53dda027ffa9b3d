using System.Globalization;
using System.Net;
using System.Text;
using Sekisho.Ledger.Verification;
using Sekisho.TransparencyLog.Notes;
using Sekisho.TransparencyLog.Proofs;
using Sekisho.TransparencyLog.Tiles;
using Sekisho.TransparencyLog.Witnessing;

namespace Sekisho.Commands.Ledger;

/// <summary>
/// Brings a checkpoint to a witness (C2SP tlog-witness): asks first as if the witness knew nothing; a witness that knows the log
/// answers with the size that it knows, and gets the proof from there.
/// </summary>
internal sealed class WitnessClient(HttpClient http, Uri witness, INoteVerifier key)
{
    /// <returns>The checkpoint with the cosignature, or why there is none.</returns>
    public async Task<(SignedNote? Note, string Problem)> CosignAsync(PublishedLog log, CancellationToken cancellation)
    {
        long known = 0;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var size = log.Checkpoint.Head.Size;
            if (known > size)
                return (null, $"it has seen {known} entries of {log.Checkpoint.Head.Origin}, here are only {size}. The ledger was rolled back.");
            if (ConsistencyProof.Make(known, new TreeReader(log.Tiles, size)) is not { } proof)
                return (null, "the proof for it cannot be made: a tile is missing; see 'sekisho ledger verify'.");
            var (status, body) = await PostAsync(new AddCheckpointRequest(known, proof, log.Checkpoint.Note), cancellation);
            if (status == HttpStatusCode.OK) return Take(log, body);
            var isSize = long.TryParse(body.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var told);
            if (status == HttpStatusCode.Conflict && isSize && told != known)
            {
                known = told;
                continue;
            }

            return (null, status is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity
                ? $"what is here does not continue the {known} entries that it has seen ({(int)status}). The ledger has two histories."
                : $"{(int)status} {body.Trim()}");
        }

        return (null, "others bring it checkpoints of this ledger at the same time; try again.");
    }

    private (SignedNote? Note, string Problem) Take(PublishedLog log, string body)
    {
        if (!SignedNote.TryRead(log.Checkpoint.Note + body, out var note)) return (null, "its answer is not a signature.");
        // Only lines of the known key are taken over: whatever else it sent proves nothing.
        var trust = note.Verify([key]);
        return trust.IsTrusted ? (log.Checkpoint.Note.With(trust.Verified), "") : (null, trust.Problem + ".");
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(AddCheckpointRequest request, CancellationToken cancellation)
    {
        try
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.ToString()));
            var url = new Uri(witness.AbsoluteUri.TrimEnd('/') + "/add-checkpoint");
            using var reply = await http.PostAsync(url, content, cancellation);
            return (reply.StatusCode, await reply.Content.ReadAsStringAsync(cancellation));
        }
        catch (HttpRequestException problem)
        {
            return (HttpStatusCode.ServiceUnavailable, problem.Message);
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (HttpStatusCode.GatewayTimeout, "it does not answer in time");
        }
    }
}
