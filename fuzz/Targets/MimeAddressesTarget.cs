using Sekisho.Mime;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Address fields and dates.</summary>
public sealed class MimeAddressesTarget : IFuzzTarget
{
    public string Name => "mime-addresses";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            " John Doe <jdoe@machine.example>, \"Joe Q. Public\" <john.q.public@example.com>, Who? <one@y.test>",
            "A Group(some):Ed Jones <c@a.test>,joe@where.test;, undisclosed-recipients:;",
            "<@a.example,@b.example:route@c.example>, \"quo\\\"ted@local\"@example.com (a (nested) comment), x@[127.0.0.1]",
            "=?utf-8?B?44GT?= =?utf-8?Q?=81?= <=?utf-8?Q?a=40b?=@example.com>, a@b@c, <unclosed, (open, \"open",
            "Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>, john . doe @ example . com",
            "Tue, 1 Jul 2003 10:52:37 +0200 (CEST)", "21 Nov 97 09:55 GMT",
        }.Select(MimeSeeds.Latin1),
    ];

    public void Run(byte[] input)
    {
        var all = AddressList.Parse(input);
        if (all.Count > input.Length + 1) throw new InvalidOperationException("More addresses than bytes.");
        foreach (var address in all)
        {
            if (address.Address.Length == 0 && !address.IsMalformed && address.Raw.IndexOf('<', StringComparison.Ordinal) < 0) throw new InvalidOperationException("An address without text that is not marked.");
            if (address.LocalPart.Length + address.Domain.Length > input.Length) throw new InvalidOperationException("An address longer than the field.");
        }

        if (!all.SequenceEqual(AddressList.Parse(input), SameAddress.Instance)) throw new InvalidOperationException("A second reading differs.");
        if (MimeDate.TryParse(input, out var date) && MimeDate.TryParse(MimeSeeds.Latin1(MimeDate.Format(date)), out var again) && again != date)
            throw new InvalidOperationException("A date written and read again differs.");
    }

    private sealed class SameAddress : IEqualityComparer<MailAddress>
    {
        public static SameAddress Instance { get; } = new();

        public bool Equals(MailAddress? x, MailAddress? y) => x?.Address == y?.Address && x?.DisplayName == y?.DisplayName && x?.Raw == y?.Raw;

        public int GetHashCode(MailAddress obj) => obj.Address.GetHashCode(StringComparison.Ordinal);
    }
}
