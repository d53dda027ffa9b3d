namespace Sekisho.Mime.Tests.Findings;

/// <summary>What another reader would see is given as parts of another view.</summary>
public sealed class ViewTests
{
    private const string Multi = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";

    [Theory]
    [InlineData(MimeAmbiguityKind.ConflictingBoundary, "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b; boundary=c\n\n--b\n\none\n--b--\n--c\n\nhidden\n--c--\n", "hidden")]
    [InlineData(MimeAmbiguityKind.ConflictingBoundary, "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b; boundary*=utf-8''c\n\n--b\n\none\n--b--\n--c\n\nhidden\n--c--\n", "hidden")]
    [InlineData(MimeAmbiguityKind.ConflictingBoundary, "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b\\c\"\n\n--b\\c\n\nhidden\n--b\\c--\n", "hidden")]
    [InlineData(MimeAmbiguityKind.DelimiterWithTail, Multi + "--b\n\none\n--bogus\n\nhidden\n--b--\n", "hidden")]
    [InlineData(MimeAmbiguityKind.IndentedDelimiter, Multi + "--b\n\none\n --b\n\nhidden\n--b--\n", "hidden")]
    [InlineData(MimeAmbiguityKind.IndentedDelimiter, Multi + "--b\n\none\ntext--b\n\nhidden\n--b--\n", "hidden")]
    [InlineData(MimeAmbiguityKind.PartAfterClose, Multi + "--b\n\none\n--b--\n--b\n\nhidden\n--b--\n", "hidden")]
    [InlineData(MimeAmbiguityKind.PreambleLooksLikePart, Multi + "Content-Type: text/html\n\nhidden\n--b\n\none\n--b--\n", "hidden")]
    [InlineData(MimeAmbiguityKind.EpilogueLooksLikePart, Multi + "--b\n\none\n--b--\nContent-Type: text/html\n\nhidden", "hidden")]
    [InlineData(MimeAmbiguityKind.MissingBoundary, "MIME-Version: 1.0\nContent-Type: multipart/mixed\n\n--any\n\nhidden\n--any--\n", "hidden")]
    [InlineData(MimeAmbiguityKind.MissingBoundary, "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"\"\n\n--\n\nhidden\n----\n", "hidden")]
    [InlineData(MimeAmbiguityKind.MissingBoundary, "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary*q=o\n\n--any\n\nhidden\n--any--\n", "hidden")]
    [InlineData(MimeAmbiguityKind.BoundaryEndsInBlank, "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b \"\n\n--b\n\nhidden\n--b--\n", "hidden")]
    [InlineData(MimeAmbiguityKind.NoPartsInMultipart, Multi + "hidden", "hidden")]
    [InlineData(MimeAmbiguityKind.EncodedMultipart, "MIME-Version: 1.0\nContent-Transfer-Encoding: base64\nContent-Type: multipart/mixed; boundary=b\n\nLS1iCgpoaWRkZW4KLS1iLS0K\n", "hidden")]
    [InlineData(MimeAmbiguityKind.UnknownTransferEncoding, "Content-Transfer-Encoding: x-base64\n\naGlkZGVu", "hidden")]
    [InlineData(MimeAmbiguityKind.DuplicateTransferEncoding, "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\naGlkZGVu", "hidden")]
    [InlineData(MimeAmbiguityKind.LineWithoutColon, "A: b\nhidden\nC: d\n\nx", "hidden\r\nC: d\r\n\r\nx")]
    [InlineData(MimeAmbiguityKind.LineWithoutColon, "hidden line\nC: d\n\nx", "x")]
    [InlineData(MimeAmbiguityKind.BlankLookingLine, "A: b\n \nhidden", "hidden")]
    [InlineData(MimeAmbiguityKind.InlineUuencode, "Subject: x\n\nhello\nbegin 644 a.exe\n#0V%T\n`\nend\n", "Cat")]
    public void The_hidden_content_is_a_leaf_of_another_view(MimeAmbiguityKind reason, string text, string hidden)
    {
        var message = Mail.Read(text);
        Assert.DoesNotContain(message.Parts, part => part is { View: 0, IsLeaf: true, IsMultipart: false } && Decoded(part) == hidden);
        var view = Assert.Single(message.Views(reason), part => part.IsLeaf && Decoded(part) == hidden);
        Assert.True(view.View > 0);
    }

    [Fact]
    public void The_second_content_type_is_a_view()
    {
        var message = Mail.Read("Content-Type: text/plain\nContent-Type: text/html\n\n<b>");
        Assert.Equal(["text/plain", "text/html"], message.Parts.Select(part => part.ContentType.MediaType));
        Assert.Equal([0, 1], message.Parts.Select(part => part.View));
        Assert.Equal(message.Parts[0].Body, message.Parts[1].Body);
    }

    [Fact]
    public void A_field_that_some_readers_ignore_is_a_view()
    {
        var message = Mail.Read("Content-Type : text/html\n\n<b>");
        Assert.Equal(["text/html", "text/plain"], message.Parts.Select(part => part.ContentType.MediaType));
        Assert.Equal(MimeAmbiguityKind.SpaceBeforeColon, message.Parts[1].ViewReason);
    }

    [Fact]
    public void Of_equal_boundaries_the_inner_one_counts_and_the_outer_one_is_a_view()
    {
        var message = Mail.Read(Multi + "--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n--b--\n");
        Assert.Equal(2, message.Parts.Single(part => part.View == 0 && part.BodyText() == "x").Depth);
        Assert.Equal(1, message.Views(MimeAmbiguityKind.BoundaryReused).Single(part => part.BodyText() == "x").Depth);
    }

    [Fact]
    public void A_bare_carriage_return_hides_a_field_and_a_part()
    {
        var message = Mail.ReadAsIs("MIME-Version: 1.0\r\nX: y\rContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhidden\r\n--b--\r\n");
        Assert.Equal("text/plain", message.Root.ContentType.MediaType);
        Assert.Contains(message.Views(MimeAmbiguityKind.BareCarriageReturn), part => part.IsLeaf && part.BodyText() == "hidden");
    }

    [Fact]
    public void A_bare_line_feed_ends_a_line_for_us_and_not_for_strict_readers()
    {
        var message = Mail.ReadAsIs("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\n--b\n\ntwo\r\n--b--\r\n");
        Assert.Equal(["one", "two"], message.Parts.Where(part => part is { View: 0, IsLeaf: true }).Select(part => part.BodyText()));
        Assert.Single(message.Views(MimeAmbiguityKind.MixedLineEnds), part => part.IsLeaf);
    }

    [Fact]
    public void Line_ends_that_change_nothing_are_no_view()
    {
        var message = Mail.ReadAsIs("Subject: x\r\n\r\na\rb\nc\r\n");
        Assert.Single(message.Parts);
        Assert.Contains(MimeAmbiguityKind.BareCarriageReturn, message.Kinds());
    }

    [Fact]
    public void An_encoded_message_is_read_in_its_decoded_bytes()
    {
        var message = Mail.Read("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogaW5zaWRlCgpib2R5\n");
        Assert.True(message.Root.IsEmbeddedMessage);
        var inner = message.Parts[1];
        Assert.Equal((0, 1, true), (inner.View, inner.Depth, inner.IsInDecodedBody));
        Assert.Equal(("inside", "body"), (inner.Field("Subject")!.Value.Text, inner.BodyText()));
    }

    [Fact]
    public void An_encoded_message_that_is_none_is_also_read_raw()
    {
        var message = Mail.Read("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nSubject: raw\n\nbody");
        Assert.Contains(message.Views(MimeAmbiguityKind.EncodedMessage), part => part.Field("Subject")?.Text == "raw");
    }

    [Fact]
    public void The_embedded_uuencoded_file_has_its_name()
    {
        var part = Assert.Single(Mail.Read("Subject: x\n\nbegin 644 a.exe\n#0V%T\n`\nend\n").Views(MimeAmbiguityKind.InlineUuencode));
        Assert.Equal(["a.exe"], part.FileNames);
        Assert.Equal("application/octet-stream", part.ContentType.MediaType);
    }

    private static string Decoded(MimePart part) => System.Text.Encoding.Latin1.GetString(part.DecodeBody());
}
