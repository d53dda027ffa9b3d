using System.Text;
using Sekisho.Identity.Passkeys;

namespace Sekisho.Identity.Tests.Passkeys;

public sealed class ReaderTests
{
    [Theory] // RFC 8949 appendix A.
    [InlineData("00", 0)]
    [InlineData("17", 23)]
    [InlineData("1818", 24)]
    [InlineData("1903E8", 1000)]
    [InlineData("1A000F4240", 1000000)]
    [InlineData("1B000000E8D4A51000", 1000000000000)]
    [InlineData("20", -1)]
    [InlineData("29", -10)]
    [InlineData("3863", -100)]
    [InlineData("3903E7", -1000)]
    public void Integers(string hex, long value)
    {
        var reader = new CborReader(Convert.FromHexString(hex));
        Assert.True(reader.TryReadInteger(out var read));
        Assert.Equal((value, hex.Length / 2), (read, reader.Position));
    }

    [Theory]
    [InlineData("F97E00")] // not a number
    [InlineData("FB3FF199999999999A")]
    [InlineData("F6")]
    [InlineData("F8FF")]
    [InlineData("C074323031332D30332D32315432303A30343A30305A")] // a tag
    [InlineData("D818456449455446")]
    [InlineData("8301820203820405")]
    [InlineData("A26161016162820203")]
    [InlineData("62C3BC")]
    [InlineData("4401020304")]
    public void Everything_well_formed_can_be_passed_over(string hex)
    {
        var reader = new CborReader(Convert.FromHexString(hex));
        Assert.True(reader.TrySkip());
        Assert.Equal(hex.Length / 2, reader.Position);
    }

    [Theory]
    [InlineData("")]
    [InlineData("18")] // cut off
    [InlineData("1817")] // longer than it need be
    [InlineData("190017")]
    [InlineData("1A0000FFFF")]
    [InlineData("1B00000000FFFFFFFF")]
    [InlineData("5F42010243030405FF")] // indefinite length
    [InlineData("9FFF")]
    [InlineData("FF")]
    [InlineData("1C")] // reserved
    [InlineData("F818")] // §3.3: not well-formed
    [InlineData("4501020304")]
    [InlineData("5BFFFFFFFFFFFFFFFF")]
    [InlineData("9BFFFFFFFFFFFFFFFF")]
    [InlineData("8201")]
    public void What_is_not_is_refused(string hex) => Assert.False(new CborReader(Convert.FromHexString(hex)).TrySkip());

    [Fact]
    public void Depth_and_number_of_items_are_bounded()
    {
        Assert.True(new CborReader([.. Enumerable.Repeat((byte)0x81, CborReader.MostDepth - 1), 0]).TrySkip());
        Assert.False(new CborReader([.. Enumerable.Repeat((byte)0x81, CborReader.MostDepth), 0]).TrySkip());
        Assert.True(new CborReader([0x99, 0x01, 0x00, .. new byte[256]]).TrySkip());
        Assert.False(new CborReader([0x99, 0x01, 0x01, .. new byte[257]]).TrySkip());
        Assert.False(new CborReader([0xB9, 0x01, 0x01, .. new byte[514]]).TrySkip());
        Assert.False(new CborReader([0xBA, 0x00, 0x01, 0x00, 0x00]).TryReadMap(out _));
        // A number of 64 bits that no long holds.
        Assert.False(new CborReader([0x1B, 0x80, 0, 0, 0, 0, 0, 0, 0]).TryReadInteger(out _));
        Assert.False(new CborReader([0x62, 0xC3, 0x28]).TryReadText(out _));
    }

    [Fact]
    public void A_key_with_anything_wrong_is_none()
    {
        using var authenticator = new SoftwareAuthenticator();
        var good = authenticator.PublicKey();
        Assert.True(CoseKey.TryRead(good, out var key));
        Assert.Equal((CoseAlgorithm.Es256, good.Length), (key!.Algorithm, key.Encoded.Count));
        Assert.False(CoseKey.TryRead([.. good, 0], out _));
        Assert.False(CoseKey.TryRead(good.AsSpan(0, good.Length - 1), out _));
        foreach (var (at, value) in new[] { (2, 0x01), (4, 0x27), (6, 0x02), (good.Length - 1, good[^1] ^ 1) })
        {
            var bad = (byte[])good.Clone();
            bad[at] = (byte)value;
            Assert.False(CoseKey.TryRead(bad, out _));
        }

        // The type twice: which one counts?
        Assert.False(CoseKey.TryRead([0xA6, 0x01, 0x02, .. good[1..]], out _));
        // A member that we do not know is passed over.
        Assert.True(CoseKey.TryRead([0xA6, 0x02, 0x41, 0x00, .. good[1..]], out _));
    }

    [Theory]
    [InlineData(255, 3, false)]
    [InlineData(256, 3, true)]
    [InlineData(512, 3, true)]
    [InlineData(513, 3, false)]
    [InlineData(256, 4, true)]
    [InlineData(256, 5, false)]
    public void Rsa_has_2048_to_4096_bits_and_a_short_exponent(int modulusBytes, int exponentBytes, bool taken)
    {
        var modulus = Enumerable.Repeat((byte)0xFF, modulusBytes).ToArray();
        var exponent = Enumerable.Repeat((byte)1, exponentBytes).ToArray();
        byte[] key = [0xA4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, .. SoftwareAuthenticator.Bytes(modulus), 0x21, .. SoftwareAuthenticator.Bytes(exponent)];
        Assert.Equal(taken, CoseKey.TryRead(key, out _));
    }

    [Fact]
    public void Authenticator_data_is_read_to_its_last_byte()
    {
        using var authenticator = new SoftwareAuthenticator { CredentialId = new byte[1023] };
        var attestation = authenticator.Attestation();
        Assert.Equal(1023, AttestationObject.Read(attestation)!.Data.CredentialId!.Length);
        Assert.Null(AttestationObject.Read([.. attestation, 0]));
        Assert.Null(AttestationObject.Read(attestation.AsSpan(0, attestation.Length - 1)));
        authenticator.CredentialId = new byte[1024];
        Assert.Null(AttestationObject.Read(authenticator.Attestation()));
        authenticator.CredentialId = [];
        Assert.Null(AttestationObject.Read(authenticator.Attestation()));
        var data = authenticator.AuthenticatorData();
        Assert.NotNull(AuthenticatorData.Read(data));
        Assert.Null(AuthenticatorData.Read([.. data, 0]));
        Assert.Null(AuthenticatorData.Read(new byte[36]));
        Assert.NotNull(AuthenticatorData.Read(new byte[37]));
        Assert.Null(AuthenticatorData.Read(new byte[AuthenticatorData.LongestBytes + 1]));
    }

    [Fact]
    public void An_attestation_object_has_its_three_members_once_each()
    {
        using var authenticator = new SoftwareAuthenticator { Format = new string('f', 32) };
        Assert.NotNull(AttestationObject.Read(authenticator.Attestation()));
        authenticator.Format = new string('f', 33);
        Assert.Null(AttestationObject.Read(authenticator.Attestation()));
        authenticator.Format = "none";
        authenticator.Statement = [0x80];
        Assert.Null(AttestationObject.Read(authenticator.Attestation()));
        authenticator.Statement = [0xA0];
        var good = authenticator.Attestation();
        Assert.Null(AttestationObject.Read([0xA4, .. SoftwareAuthenticator.Text("fmt"), .. SoftwareAuthenticator.Text("none"), .. good[1..]]));
        Assert.NotNull(AttestationObject.Read([0xA4, .. SoftwareAuthenticator.Text("epAtt"), 0xF4, .. good[1..]]));
        Assert.Null(AttestationObject.Read([0xA0]));
        Assert.Null(AttestationObject.Read(new byte[AttestationObject.LongestBytes + 1]));
    }

    [Theory]
    [InlineData("""{"type":"webauthn.get","challenge":"AAAA","origin":"https://a"}""", true)]
    [InlineData("""{"origin":"https://a","challenge":"","type":"x","tokenBinding":{"status":"supported"},"crossOrigin":false}""", true)]
    [InlineData("""{"type":"webauthn.get","challenge":"AAAA"}""", false)]
    [InlineData("""{"type":"webauthn.get","challenge":"AA!A","origin":"https://a"}""", false)]
    [InlineData("""{"type":"webauthn.get","type":"webauthn.create","challenge":"AAAA","origin":"https://a"}""", false)]
    [InlineData("""{"type":"webauthn.get","challenge":"AAAA","origin":"https://a","crossOrigin":"false"}""", false)]
    [InlineData("""{"type":1,"challenge":"AAAA","origin":"https://a"}""", false)]
    [InlineData("""{"type":"webauthn.get","challenge":"AAAA","origin":"\ud800"}""", false)]
    [InlineData("""{"type":"webauthn.get","challenge":"AAAA","origin":"https://a"}{}""", false)]
    [InlineData("""["type"]""", false)]
    [InlineData("{", false)]
    [InlineData("", false)]
    [InlineData("""{"type":"x","challenge":"AAAA","origin":"https://a","deep":[[[[[[[[1]]]]]]]]}""", false)]
    public void Client_data_is_one_object_with_its_members_once_each(string json, bool taken) => Assert.Equal(taken, ClientData.Read(Encoding.UTF8.GetBytes(json)) is not null);

    [Fact]
    public void Client_data_has_four_kilobytes()
    {
        const string json = """{"type":"x","challenge":"AAAA","origin":"https://a"}""";
        Assert.NotNull(ClientData.Read(Encoding.UTF8.GetBytes(json.PadRight(ClientData.LongestBytes))));
        Assert.Null(ClientData.Read(Encoding.UTF8.GetBytes(json.PadRight(ClientData.LongestBytes + 1))));
    }
}
