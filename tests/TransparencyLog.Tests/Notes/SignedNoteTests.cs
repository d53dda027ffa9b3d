using System.Security.Cryptography;
using System.Text;
using Sekisho.TransparencyLog.Notes;
using Sekisho.TransparencyLog.Tests.Support;
using Sekisho.Testing;

namespace Sekisho.TransparencyLog.Tests.Notes;

public sealed class SignedNoteTests
{
    private static readonly Ed25519NoteSigner Alice = new("alice.example", Keys.Seed("alice"), Keys.Ed25519);
    private static readonly Ed25519NoteSigner Bob = new("bob.example", Keys.Seed("bob"), Keys.Ed25519);

    [Fact]
    public void A_note_is_trusted_by_the_keys_that_signed_it_and_no_others()
    {
        var note = SignedNote.Sign("first\n\nsecond\n", Alice);
        Assert.True(SignedNote.TryRead(Encoding.UTF8.GetBytes(note.ToString()), out var again));
        Assert.Equal("first\n\nsecond\n", again.Text);
        Assert.True(again.Verify([Of(Alice)]).IsTrusted);
        Assert.True(again.Verify([Of(Bob), Of(Alice)]).IsTrusted);
        Assert.False(again.Verify([Of(Bob)]).IsTrusted);
        Assert.False(again.Verify([]).IsTrusted);
    }

    [Fact]
    public void One_wrong_signature_of_a_known_key_spoils_the_note_and_one_of_an_unknown_key_does_not()
    {
        var note = SignedNote.Sign("text\n", Alice, Bob);
        var broken = note.ToString().Replace("text\n", "test\n", StringComparison.Ordinal);
        var resigned = SignedNote.Sign("test\n", Alice);
        Assert.True(SignedNote.TryRead(resigned + broken[broken.LastIndexOf("— bob", StringComparison.Ordinal)..], out var mixed));
        Assert.False(mixed.Verify([Of(Alice), Of(Bob)]).IsTrusted);
        Assert.True(mixed.Verify([Of(Alice)]).IsTrusted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— name AAAAAA==\n\n")]
    [InlineData("text\n\n- name AAAAAAA=\n")]
    [InlineData("text\n\n— name  AAAAAAA=\n")]
    [InlineData("text\n\n— na+me AAAAAAA=\n")]
    [InlineData("text\n\n— name AAAAAA==\n")] // key identifier without a signature
    [InlineData("text\n\n— name AAAAAAA=")]
    [InlineData("te\txt\n\n— name AAAAAAA=\n")]
    [InlineData("te\0xt\n\n— name AAAAAAA=\n")]
    [InlineData("text\r\n\r\n— name AAAAAAA=\r\n")]
    public void What_is_not_a_note_is_not_read(string text) => Assert.False(SignedNote.TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void A_note_may_have_a_hundred_signatures_and_not_one_more()
    {
        var line = "— name AAAAAAA=\n";
        Assert.True(SignedNote.TryRead("text\n\n" + string.Concat(Enumerable.Repeat(line, SignedNote.MaxSignatures)), out _));
        Assert.False(SignedNote.TryRead("text\n\n" + string.Concat(Enumerable.Repeat(line, SignedNote.MaxSignatures + 1)), out _));
    }

    [Fact]
    public void A_note_of_the_largest_size_is_read_and_a_larger_one_is_not()
    {
        const string End = "\n\n— name AAAAAAA=\n";
        var room = SignedNote.MaxBytes - Encoding.UTF8.GetByteCount(End);
        Assert.True(SignedNote.TryRead(Encoding.UTF8.GetBytes(new string('x', room) + End), out _));
        Assert.False(SignedNote.TryRead(Encoding.UTF8.GetBytes(new string('x', room + 1) + End), out _));
    }

    [Fact]
    public void Bytes_that_are_not_utf_8_are_no_note() =>
        Assert.False(SignedNote.TryRead([.. "te"u8, 0xC0, 0xAF, .. "xt\n\n— name AAAAAAA=\n"u8], out _));

    [Fact]
    public void Ecdsa_signs_behind_the_same_interface()
    {
        using var signer = new EcdsaNoteSigner("p256.example", ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var note = SignedNote.Sign("text\n", signer, Alice);
        Assert.True(NoteKey.TryParse(signer.Key.ToString(), out var key));
        Assert.Equal(NoteAlgorithm.EcdsaP256, key.Algorithm);
        var verifier = key.Verifier(Keys.Ed25519)!;
        Assert.True(note.Verify([verifier]).IsTrusted);
        Assert.False(note.Verify([verifier, Of(Bob)]) is { Verified.Count: not 1 });
        Assert.False((note with { Text = "test\n" }).Verify([verifier]).IsTrusted);
        Assert.False(verifier.Verify("text\n"u8, [1, 2, 3]));
    }

    [Fact]
    public void A_key_on_another_curve_is_none()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Throws<ArgumentException>(() => new EcdsaNoteSigner("name", other));
        Assert.Null(NoteKey.Of("name", NoteAlgorithm.EcdsaP256, other.ExportSubjectPublicKeyInfo()).Verifier(Keys.Ed25519));
        Assert.Null(NoteKey.Of("name", NoteAlgorithm.EcdsaP256, [1, 2, 3]).Verifier(Keys.Ed25519));
    }

    [Fact]
    public void A_cosignature_binds_its_time()
    {
        var clock = new ManualTimeProvider();
        var witness = new CosignatureSigner("witness.example", Keys.Seed("witness"), Keys.Ed25519, clock);
        var note = SignedNote.Sign("log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", witness);
        var verifier = witness.Key.Verifier(Keys.Ed25519)!;
        Assert.True(note.Verify([verifier]).IsTrusted);
        var bytes = note.Signatures[0].Signature.ToArray();
        Assert.Equal(clock.GetUtcNow().ToUnixTimeSeconds(), System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes));
        bytes[7] ^= 1;
        Assert.False((note with { Signatures = [note.Signatures[0] with { Signature = bytes }] }).Verify([verifier]).IsTrusted);
        // The same bytes as a plain signature are another key.
        Assert.NotEqual(witness.KeyId, NoteKey.Of("witness.example", NoteAlgorithm.Ed25519, witness.Key.PublicKey.Span).KeyId);
    }

    private static INoteVerifier Of(Ed25519NoteSigner signer) => signer.Key.Verifier(Keys.Ed25519)!;
}
