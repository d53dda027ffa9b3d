using System.Text;
using Sekisho.Testing.Fuzzing;
using Sekisho.TransparencyLog.Hashing;
using Sekisho.TransparencyLog.Proofs;
using Sekisho.TransparencyLog.Witnessing;

namespace Sekisho.Fuzz.Targets;

/// <summary>The readers of .tlog-proof files and of a witness's requests, and the verification of what they contain.</summary>
public sealed class TransparencyLogProofTarget : IFuzzTarget
{
    private const string Hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
    private const string Note = "log.example\n3\n" + Hash + "\n— log.example AAAAAAA=\n";

    public string Name => "tlog-proof";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Encoding.UTF8.GetBytes($"c2sp.org/tlog-proof@v1\nextra AAAA\nindex 1\n{Hash}{Hash}\n{Note}"),
        Encoding.UTF8.GetBytes($"old 2\n{Hash}\n{Note}"),
    ];

    public void Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (TlogProof.TryRead(input, out var proof))
        {
            if (proof.ToString() != text) throw new InvalidOperationException("A proof does not survive its text.");
            if (InclusionProof.Verify(proof.Index, 3, TreeHash.Empty, TreeHash.Empty, proof.Hashes)) throw new InvalidOperationException("A proof proves nothing.");
        }

        if (AddCheckpointRequest.TryRead(input, out var request))
        {
            if (request.ToString() != text) throw new InvalidOperationException("A request does not survive its text.");
            var (old, fresh) = (TreeHash.OfLeaf("a"u8), TreeHash.OfLeaf("b"u8));
            if (ConsistencyProof.Verify(request.OldSize, in old, long.MaxValue, in fresh, request.Proof)) throw new InvalidOperationException("A proof proves nothing.");
        }
    }
}
