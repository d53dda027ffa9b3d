using System.Security.Cryptography;
using Sekisho.Kernel.Cryptography;

namespace Sekisho.Kernel.Tests.Cryptography;

public sealed class LibcryptoEd25519Tests
{
    private readonly LibcryptoEd25519 _ed25519 = Load();

    /// <summary>RFC 8032 §7.1: TEST 1, TEST 2, TEST 3 and TEST SHA(abc).</summary>
    public static TheoryData<string, string, string, string> Vectors => new()
    {
        {
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        },
        {
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        },
        {
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        },
        {
            "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_vectors_of_the_standard_come_out(string seed, string publicKey, string message, string signature)
    {
        Span<byte> key = stackalloc byte[32];
        Span<byte> made = stackalloc byte[64];
        _ed25519.GetPublicKey(Convert.FromHexString(seed), key);
        _ed25519.Sign(Convert.FromHexString(seed), Convert.FromHexString(message), made);
        Assert.Equal(publicKey, Convert.ToHexStringLower(key));
        Assert.Equal(signature, Convert.ToHexStringLower(made));
        Assert.True(_ed25519.Verify(key, Convert.FromHexString(message), made));
    }

    [Fact]
    public void Every_flipped_bit_of_a_signature_is_seen()
    {
        var (key, signature) = Signed("the message"u8);
        for (var bit = 0; bit < 512; bit++)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(_ed25519.Verify(key, "the message"u8, signature), $"bit {bit}");
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.False(_ed25519.Verify(key, "the messagf"u8, signature));
        Assert.True(_ed25519.Verify(key, "the message"u8, signature));
    }

    [Fact]
    public void Checking_any_bytes_never_throws()
    {
        var random = new Random(8032);
        for (var i = 0; i < 500; i++)
        {
            var key = new byte[i % 3 == 0 ? random.Next(40) : 32];
            var signature = new byte[i % 5 == 0 ? random.Next(80) : 64];
            var message = new byte[random.Next(100)];
            random.NextBytes(key);
            random.NextBytes(signature);
            random.NextBytes(message);
            Assert.False(_ed25519.Verify(key, message, signature));
        }

        Assert.False(_ed25519.Verify([], [], []));
    }

    /// <summary>RFC 8032 §5.1.7: the second half must be below the group's order, or every signature has a twin.</summary>
    [Fact]
    public void A_signature_with_the_order_added_is_refused()
    {
        var (key, signature) = Signed("x"u8);
        var order = System.Numerics.BigInteger.Pow(2, 252) + System.Numerics.BigInteger.Parse("27742317777372353535851937790883648493");
        var sum = new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true) + order;
        var bytes = sum.ToByteArray(isUnsigned: true);
        signature.AsSpan(32).Clear();
        bytes.CopyTo(signature.AsSpan(32));
        Assert.False(_ed25519.Verify(key, "x"u8, signature));
    }

    [Fact]
    public void A_wrong_length_of_the_seed_is_a_bug_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => _ed25519.Sign(new byte[31], [], new byte[64]));
        Assert.Throws<ArgumentException>(() => _ed25519.Sign(new byte[32], [], new byte[63]));
        Assert.Throws<ArgumentException>(() => _ed25519.GetPublicKey(new byte[33], new byte[32]));
        Assert.Throws<ArgumentException>(() => _ed25519.GetPublicKey(new byte[32], new byte[31]));
    }

    [Fact]
    public void Many_threads_sign_and_verify_at_once() => Parallel.For(0, 400, i =>
    {
        var message = BitConverter.GetBytes(i);
        var (key, signature) = Signed(message);
        Assert.True(_ed25519.Verify(key, message, signature));
    });

    private (byte[] Key, byte[] Signature) Signed(ReadOnlySpan<byte> message)
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        var key = new byte[32];
        var signature = new byte[64];
        _ed25519.GetPublicKey(seed, key);
        _ed25519.Sign(seed, message, signature);
        return (key, signature);
    }

    private static LibcryptoEd25519 Load()
    {
        Assert.True(LibcryptoEd25519.TryLoad(out var loaded, out var problem), problem);
        return loaded;
    }
}
