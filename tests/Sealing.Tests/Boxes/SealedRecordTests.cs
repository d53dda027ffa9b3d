using System.Security.Cryptography;
using Sekisho.Sealing.Boxes;

namespace Sekisho.Sealing.Tests.Boxes;

public sealed class SealedRecordTests
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void A_record_opens_with_the_same_key_purpose_and_context()
    {
        var record = SealedRecord.Seal(_key, SealPurpose.Envelope, "tenant 1"u8, "somebody"u8);

        Assert.Equal("somebody"u8.ToArray(), SealedRecord.Open(_key, SealPurpose.Envelope, "tenant 1"u8, record));
        Assert.Null(SealedRecord.Open(_key, SealPurpose.Delivery, "tenant 1"u8, record));
        Assert.Null(SealedRecord.Open(_key, SealPurpose.Envelope, "tenant 2"u8, record));
        Assert.Null(SealedRecord.Open(new byte[32], SealPurpose.Envelope, "tenant 1"u8, record));
    }

    [Fact]
    public void A_record_with_any_bit_changed_or_cut_does_not_open()
    {
        var record = SealedRecord.Seal(_key, SealPurpose.Envelope, default, "somebody"u8);
        for (var i = 0; i < record.Length; i++)
        {
            var changed = (byte[])record.Clone();
            changed[i] ^= 0x80;
            Assert.Null(SealedRecord.Open(_key, SealPurpose.Envelope, default, changed));
            Assert.Null(SealedRecord.Open(_key, SealPurpose.Envelope, default, record.AsSpan(0, i)));
        }
    }

    [Fact]
    public void The_same_record_looks_different_every_time() =>
        Assert.NotEqual(SealedRecord.Seal(_key, SealPurpose.Envelope, default, "x"u8), SealedRecord.Seal(_key, SealPurpose.Envelope, default, "x"u8));
}
