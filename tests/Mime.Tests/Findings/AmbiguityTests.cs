using System.Text;

namespace Sekisho.Mime.Tests.Findings;

/// <summary>Each kind of ambiguity: a message that has it, and (below) one that has none.</summary>
public sealed class AmbiguityTests
{
    private const string Multi = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";

    public static TheoryData<MimeAmbiguityKind, string> Cases { get; } = new()
    {
        { MimeAmbiguityKind.DuplicateField, "From: a@example.com\nFrom: b@example.com\n\nx" },
        { MimeAmbiguityKind.DuplicateContentType, "Content-Type: text/plain\nContent-Type: text/html\n\nx" },
        { MimeAmbiguityKind.DuplicateTransferEncoding, "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\nQUJD" },
        { MimeAmbiguityKind.DuplicateMimeField, "Content-Disposition: inline\nContent-Disposition: attachment; filename=x\n\nx" },
        { MimeAmbiguityKind.LineWithoutColon, "A: b\nno colon\nC: d\n\nx" },
        { MimeAmbiguityKind.StartsWithFold, " folded: first\nA: b\n\nx" },
        { MimeAmbiguityKind.BlankLookingLine, "A: b\n \nC: d\n\nx" },
        { MimeAmbiguityKind.SpaceBeforeColon, "Content-Type : text/html\n\nx" },
        { MimeAmbiguityKind.BadFieldName, "Fro\u0001m: a\n\nx" },
        { MimeAmbiguityKind.MissingBlankLine, Multi + "--b\nContent-Type: text/plain\n--b--\n" },
        { MimeAmbiguityKind.EightBitHeader, "Subject: \u00c3\u00a9\n\nx" },
        { MimeAmbiguityKind.UndeclaredCharsetInHeader, "Subject: \u00e9\n\nx" },
        { MimeAmbiguityKind.EncodedWordInAddress, "From: <=?utf-8?Q?a=40evil.example?=@example.com>\n\nx" },
        { MimeAmbiguityKind.MalformedAddress, "From: a@b@example.com\n\nx" },
        { MimeAmbiguityKind.BadEncodedWord, "Subject: =?utf-8?B?!!!?=\n\nx" },
        { MimeAmbiguityKind.MboxFromLine, "From a@example.com Tue Jul  1 10:52:37 2003\nSubject: x\n\nx" },
        { MimeAmbiguityKind.NulByte, "Subject: a\0b\n\nx" },
        { MimeAmbiguityKind.DuplicateParameter, "Content-Type: text/plain; format=flowed; format=fixed\n\nx" },
        { MimeAmbiguityKind.ConflictingBoundary, "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b; boundary=c\n\n--b\n\none\n--b--\n--c\n\ntwo\n--c--\n" },
        { MimeAmbiguityKind.ConflictingCharset, "Content-Type: text/plain; charset=utf-8; charset=utf-7\n\nx" },
        { MimeAmbiguityKind.ConflictingFileName, "Content-Type: application/x; name=a.exe\nContent-Disposition: attachment; filename=a.txt\n\nx" },
        { MimeAmbiguityKind.MalformedParameter, "Content-Type: text/plain; charset=\"utf-8\n\nx" },
        { MimeAmbiguityKind.DeceptiveFileName, "Content-Disposition: attachment; filename*=utf-8''a%E2%80%AEtxt.exe\n\nx" },
        { MimeAmbiguityKind.MalformedContentType, "Content-Type: text\n\nx" },
        { MimeAmbiguityKind.MissingMimeVersion, "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n" },
        { MimeAmbiguityKind.UnknownTransferEncoding, "Content-Transfer-Encoding: x-base64\n\nQUJD" },
        { MimeAmbiguityKind.EncodedMultipart, "MIME-Version: 1.0\nContent-Transfer-Encoding: base64\nContent-Type: multipart/mixed; boundary=b\n\nLS1iCgpoaWRkZW4KLS1iLS0K\n" },
        { MimeAmbiguityKind.EncodedMessage, "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeAoKYm9keQ==\n" },
        { MimeAmbiguityKind.EightBitBody, "Subject: x\n\n\u00e9" },
        { MimeAmbiguityKind.Base64Junk, "Content-Transfer-Encoding: base64\n\nQU*JD" },
        { MimeAmbiguityKind.Base64DataAfterPadding, "Content-Transfer-Encoding: base64\n\nQQ==\nQUJD" },
        { MimeAmbiguityKind.Base64MissingPadding, "Content-Transfer-Encoding: base64\n\nQUJDQQ" },
        { MimeAmbiguityKind.BadQuotedPrintable, "Content-Transfer-Encoding: quoted-printable\n\na=ZZ" },
        { MimeAmbiguityKind.InlineUuencode, "Subject: x\n\nhello\nbegin 644 a.exe\n#0V%T\n`\nend\n" },
        { MimeAmbiguityKind.Utf7, "Content-Type: text/html; charset=utf-7\n\n+ADw-" },
        { MimeAmbiguityKind.Iso2022Trick, "Content-Type: text/html; charset=iso-2022-jp\n\n\u001b$B\u001b(B<script>" },
        { MimeAmbiguityKind.UnknownCharset, "Content-Type: text/plain; charset=x-nobody-knows\n\nx" },
        { MimeAmbiguityKind.MissingBoundary, "MIME-Version: 1.0\nContent-Type: multipart/mixed\n\n--b\n\nx\n--b--\n" },
        { MimeAmbiguityKind.BoundaryEndsInBlank, "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b \"\n\n--b\n\nx\n--b--\n" },
        { MimeAmbiguityKind.IllegalBoundary, "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b{}\"\n\n--b{}\n\nx\n--b{}--\n" },
        { MimeAmbiguityKind.BoundaryIsPrefix, Multi + "--b\nContent-Type: multipart/mixed; boundary=bb\n\n--bb\n\nx\n--bb--\n--b--\n" },
        { MimeAmbiguityKind.BoundaryReused, Multi + "--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n--b--\n" },
        { MimeAmbiguityKind.DelimiterWithTail, Multi + "--b\n\none\n--bogus\n\ntwo\n--b--\n" },
        { MimeAmbiguityKind.DelimiterPadding, Multi + "--b  \n\none\n--b--\n" },
        { MimeAmbiguityKind.IndentedDelimiter, Multi + "--b\n\none\n --b\n\ntwo\n--b--\n" },
        { MimeAmbiguityKind.OuterDelimiterInside, Multi + "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\none\n--b\n\ntwo\n--b--\n" },
        { MimeAmbiguityKind.MissingCloseDelimiter, Multi + "--b\n\none\n" },
        { MimeAmbiguityKind.NoPartsInMultipart, Multi + "text only\n" },
        { MimeAmbiguityKind.PartAfterClose, Multi + "--b\n\none\n--b--\n--b\n\ntwo\n--b--\n" },
        { MimeAmbiguityKind.PreambleLooksLikePart, Multi + "Content-Type: text/html\n\nhidden\n--b\n\none\n--b--\n" },
        { MimeAmbiguityKind.EpilogueLooksLikePart, Multi + "--b\n\none\n--b--\nContent-Type: text/html\n\nhidden\n" },
        { MimeAmbiguityKind.PartialMessage, "Content-Type: message/partial; id=x; number=1\n\nx" },
        { MimeAmbiguityKind.ExternalBody, "Content-Type: message/external-body; access-type=url\n\nx" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_reported_whatever_the_line_ends(MimeAmbiguityKind kind, string text)
    {
        var crLf = Mail.Read(text);
        Assert.Contains(kind, crLf.Kinds());
        Assert.Contains(kind, Mail.ReadAsIs(text).Kinds());
        Assert.All(crLf.Ambiguities, found => Assert.InRange(found.Offset + found.Length, 0, crLf.Parts[found.PartIndex].Source.Length));
    }

    [Fact]
    public void Every_kind_has_a_case()
    {
        MimeAmbiguityKind[] lineEnds = [MimeAmbiguityKind.MixedLineEnds, MimeAmbiguityKind.BareCarriageReturn];
        Assert.Equal(Enum.GetValues<MimeAmbiguityKind>().Order(), Cases.Select(row => (MimeAmbiguityKind)((object[])row)[0]).Concat(lineEnds).Order());
    }

    [Fact]
    public void Mixed_line_ends_are_reported() =>
        Assert.Contains(MimeAmbiguityKind.MixedLineEnds, Mail.ReadAsIs("A: b\r\nC: d\n\r\nx").Kinds());

    [Fact]
    public void A_bare_carriage_return_is_reported() =>
        Assert.Contains(MimeAmbiguityKind.BareCarriageReturn, Mail.ReadAsIs("A: b\rC: d\r\n\r\nx").Kinds());

    [Fact]
    public void Binary_bodies_may_hold_anything()
    {
        var message = Mail.ReadAsIs("Content-Transfer-Encoding: binary\r\n\r\na\rb\nc\0d\u00e9");
        Assert.Empty(message.Ambiguities);
    }

    [Theory]
    [InlineData("From: Ann <ann@example.com>\nTo: bob@example.org, \"Carl, C.\" <carl@example.org>\nSubject: =?utf-8?Q?=E3=81=82?=\nMIME-Version: 1.0\nContent-Type: text/plain; charset=\"utf-8\"\nContent-Transfer-Encoding: base64\n\nQUJD\nREVG\nRw==\n")]
    [InlineData("From: ann@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"=_x\"\n\npreamble\n--=_x\nContent-Type: text/plain\n\nhello\n--=_x\nContent-Type: application/pdf; name=\"a b.pdf\"\nContent-Disposition: attachment; filename=\"a b.pdf\"\nContent-Transfer-Encoding: base64\n\nQUJD\n--=_x--\n")]
    [InlineData("To: undisclosed-recipients:;\nSubject: x\n\n-- \nsignature -- with hyphens\n")]
    [InlineData("Content-Type: text/plain; charset=iso-2022-jp\n\n\u001b$B$3$s\u001b(B\n")]
    [InlineData("Content-Type: text/plain\n\n\u001b$B$3$s\u001b(B and \u001b$B$3$s\u001b(B\n")]
    [InlineData("Content-Type: text/plain; charset=utf-8\n\n\u001b[31mred\u001b[0m\n")]
    public void Ordinary_mail_has_none(string text)
    {
        Assert.Empty(Mail.Read(text).Ambiguities);
        Assert.Empty(Mail.ReadAsIs(text).Ambiguities);
        Assert.Empty(Mail.Read(text).LimitsHit);
    }

    [Theory]
    [InlineData("Subject: =?utf-8?Q?a\n b?=\n\nx", MimeAmbiguityKind.BadEncodedWord)]
    [InlineData("Subject: =?utf-7?Q?+ADw-?=\n\nx", MimeAmbiguityKind.Utf7)]
    [InlineData("Subject: =?x-unknown?Q?a?=\n\nx", MimeAmbiguityKind.BadEncodedWord)]
    [InlineData("From: Ann <ann@example.com> <eve@example.com>\n\nx", MimeAmbiguityKind.MalformedAddress)]
    [InlineData("From: Ann <ann@example.com> eve@example.com\n\nx", MimeAmbiguityKind.MalformedAddress)]
    [InlineData("From: Ann\n\nx", MimeAmbiguityKind.MalformedAddress)]
    [InlineData("From: \"Ann <ann@example.com>\n\nx", MimeAmbiguityKind.MalformedAddress)]
    [InlineData("From:\n\nx", MimeAmbiguityKind.MalformedAddress)]
    [InlineData("Content-Disposition: attachment; filename=\"a\u0009.exe\"\n\nx", MimeAmbiguityKind.DeceptiveFileName)]
    [InlineData("Content-Disposition: attachment; filename=a.txt .exe\n\nx", MimeAmbiguityKind.ConflictingFileName)]
    [InlineData("Content-Disposition: attachment; filename=a.txt; filename*=utf-8''a.exe\n\nx", MimeAmbiguityKind.ConflictingFileName)]
    [InlineData("Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\n77u/YQ==", MimeAmbiguityKind.ConflictingCharset)]
    [InlineData("Content-Type: text/plain; name*0=a; name*2=b\n\nx", MimeAmbiguityKind.MalformedParameter)]
    [InlineData("Content-Type: text/plain charset=utf-8\n\nx", MimeAmbiguityKind.MalformedParameter)]
    [InlineData("Content-Transfer-Encoding: base64\n\nQ", MimeAmbiguityKind.Base64MissingPadding)]
    [InlineData("Content-Type: text/plain; charset=iso-2022-jp\n\n\u001b$B$3$s\nopen\n", MimeAmbiguityKind.Iso2022Trick)]
    [InlineData("Content-Type: text/html\n\n<a href='ht\u001b(Btps://example.com'>", MimeAmbiguityKind.Iso2022Trick)]
    [InlineData("Content-Type: text/plain; charset=utf-8\n\nht\u001b$B\u001b(Btps://example.com\n", MimeAmbiguityKind.Iso2022Trick)]
    [InlineData("Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\nht=1b(Btps\n", MimeAmbiguityKind.Iso2022Trick)]
    [InlineData("Content-Type: text/html\nContent-Transfer-Encoding: base64\n\naHQbKEJ0cHM=\n", MimeAmbiguityKind.Iso2022Trick)]
    public void More_forms_of_a_kind(string text, MimeAmbiguityKind kind) => Assert.Contains(kind, Mail.Read(text).Kinds());

    [Fact]
    public void The_place_is_where_it_is()
    {
        var message = Mail.ReadAsIs("A: b\nFrom: x@example.com\nFrom: y@example.com\n\nbody");
        var found = Assert.Single(message.Ambiguities);
        Assert.Equal("From: y@example.com\n", Encoding.ASCII.GetString(message.Bytes.Span.Slice(found.Offset, found.Length)));
    }
}
