using System.Text;
using Sekisho.Testing;
using Sekisho.TransparencyLog.Checkpoints;
using Sekisho.TransparencyLog.Hashing;
using Sekisho.TransparencyLog.Notes;
using Sekisho.TransparencyLog.Proofs;
using Sekisho.TransparencyLog.Tests.Support;
using Sekisho.TransparencyLog.Tiles;
using Sekisho.TransparencyLog.Witnessing;

namespace Sekisho.TransparencyLog.Tests.Witnessing;

public sealed class WitnessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-witness-").FullName;
    private readonly TestLog _log = new();
    private readonly CosignatureSigner _signer = new("witness.example", Keys.Seed("witness"), Keys.Ed25519, new ManualTimeProvider());

    [Fact]
    public void A_log_that_only_grows_is_cosigned()
    {
        var witness = NewWitness();
        foreach (var (from, to) in new[] { (0, 3), (3, 3), (3, 300), (300, 301), (301, 700) })
        {
            var reply = witness.AddCheckpoint(Request(_log.GrowTo(to), from));
            Assert.Equal(200, reply.Status);
            Assert.True(SignedNote.TryRead(_log.Note + reply.Body, out var cosigned));
            Assert.Single(cosigned.Verify([_signer.Key.Verifier(Keys.Ed25519)!]).Verified);
        }
    }

    [Fact]
    public void A_witness_that_is_started_anew_remembers()
    {
        Assert.Equal(200, NewWitness().AddCheckpoint(Request(_log.GrowTo(300), 0)).Status);
        var reply = NewWitness().AddCheckpoint(Request(_log.GrowTo(700), 0));
        Assert.Equal((409, "300\n", "text/x.tlog.size"), (reply.Status, reply.Body, reply.ContentType));
        Assert.Equal(200, NewWitness().AddCheckpoint(Request(_log, 300)).Status);
    }

    [Fact]
    public void A_log_that_was_rolled_back_is_not_cosigned()
    {
        var witness = NewWitness();
        var early = Request(_log.GrowTo(300), 0);
        Assert.Equal(200, witness.AddCheckpoint(Request(_log.GrowTo(700), 0)).Status);
        Assert.Equal((409, "700\n"), (witness.AddCheckpoint(early).Status, witness.AddCheckpoint(early).Body));
    }

    [Fact]
    public void Of_two_views_only_the_first_is_cosigned()
    {
        var witness = NewWitness();
        using var other = new TestLog(entry: index => Encoding.ASCII.GetBytes(index == 100 ? "changed" : $"entry {index}"));
        Assert.Equal(200, witness.AddCheckpoint(Request(_log.GrowTo(300), 0)).Status);
        Assert.Equal(409, witness.AddCheckpoint(Request(other.GrowTo(300), 300)).Status);
        Assert.Equal(422, witness.AddCheckpoint(Request(other.GrowTo(700), 300)).Status);
        Assert.Equal(200, witness.AddCheckpoint(Request(_log.GrowTo(700), 300)).Status);
    }

    [Fact]
    public void A_log_that_is_not_known_is_not_found()
    {
        using var stranger = new TestLog("stranger.example").GrowTo(3);
        Assert.Equal(404, NewWitness().AddCheckpoint(Request(stranger, 0)).Status);
    }

    [Fact]
    public void A_checkpoint_that_the_log_did_not_sign_is_forbidden()
    {
        var impostor = new Ed25519NoteSigner("log.example", Keys.Seed("impostor"), Keys.Ed25519);
        var note = SignedNote.Sign(_log.GrowTo(3).Head.ToString(), impostor);
        Assert.Equal(403, NewWitness().AddCheckpoint(Bytes(new AddCheckpointRequest(0, [], note))).Status);
        var changed = _log.Note with { Text = _log.Head with { Size = 4 } is var head ? head.ToString() : "" };
        Assert.Equal(403, NewWitness().AddCheckpoint(Bytes(new AddCheckpointRequest(0, [], changed))).Status);
    }

    [Fact]
    public void A_wrong_proof_is_unprocessable_and_changes_nothing()
    {
        var witness = NewWitness();
        Assert.Equal(422, witness.AddCheckpoint(Bytes(new AddCheckpointRequest(0, [TreeHash.Empty], _log.GrowTo(3).Note))).Status);
        Assert.Equal(200, witness.AddCheckpoint(Request(_log, 0)).Status);
        Assert.Equal(422, witness.AddCheckpoint(Bytes(new AddCheckpointRequest(3, [], _log.GrowTo(9).Note))).Status);
        Assert.Equal(200, witness.AddCheckpoint(Request(_log, 3)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("old 0\n")]
    [InlineData("old 00\n\n")]
    [InlineData("old -1\n\n")]
    [InlineData("new 0\n\n")]
    [InlineData("old 0\n\nno note\n")]
    [InlineData("old 0\nAAAA\n\n")]
    public void What_is_not_a_request_is_a_bad_one(string body) => Assert.Equal(400, NewWitness().AddCheckpoint(Encoding.UTF8.GetBytes(body)).Status);

    [Fact]
    public void An_old_size_above_the_new_one_is_a_bad_request() =>
        Assert.Equal(400, NewWitness().AddCheckpoint(Bytes(new AddCheckpointRequest(4, [], _log.GrowTo(3).Note))).Status);

    [Fact]
    public void Sixty_three_proof_lines_are_read_and_sixty_four_are_not()
    {
        var note = _log.GrowTo(3).Note;
        Assert.True(AddCheckpointRequest.TryRead(Bytes(new AddCheckpointRequest(0, [.. Enumerable.Repeat(TreeHash.Empty, 63)], note)), out _));
        Assert.False(AddCheckpointRequest.TryRead(Bytes(new AddCheckpointRequest(0, [.. Enumerable.Repeat(TreeHash.Empty, 64)], note)), out _));
        Assert.False(AddCheckpointRequest.TryRead(new byte[AddCheckpointRequest.MaxBytes + 1], out _));
    }

    [Fact]
    public void Another_one_that_came_in_between_wins()
    {
        var first = _log.GrowTo(3).Head;
        var racing = new RacingState(new FileWitnessState(_folder), first);
        var witness = new Witness([_log.Verifier], _signer, racing);
        var reply = witness.AddCheckpoint(Request(_log.GrowTo(5), 0));
        Assert.Equal((409, "3\n"), (reply.Status, reply.Body));
    }

    [Fact]
    public void A_memory_that_is_broken_cosigns_nothing()
    {
        Assert.Equal(200, NewWitness().AddCheckpoint(Request(_log.GrowTo(3), 0)).Status);
        File.WriteAllText(Directory.EnumerateFiles(_folder).Single(), "rubbish");
        Assert.Throws<InvalidDataException>(() => NewWitness().AddCheckpoint(Request(_log, 3)));
    }

    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Witness NewWitness() => new([_log.Verifier], _signer, new FileWitnessState(_folder));

    private static byte[] Request(TestLog log, long from) =>
        Bytes(new AddCheckpointRequest(from, ConsistencyProof.Make(from, new TreeReader(log.Tiles, log.Head.Size))!, log.Note));

    private static byte[] Bytes(AddCheckpointRequest request) => Encoding.UTF8.GetBytes(request.ToString());

    private sealed class RacingState(IWitnessState inner, Checkpoint first) : IWitnessState
    {
        public Checkpoint? Last(string origin) => inner.Last(origin);

        public bool TryReplace(Checkpoint? expected, Checkpoint next)
        {
            Assert.True(inner.TryReplace(null, first));
            return inner.TryReplace(expected, next);
        }
    }
}
