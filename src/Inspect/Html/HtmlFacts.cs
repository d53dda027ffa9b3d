using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Html;

/// <summary>The facts of the HTML signal.</summary>
internal static class HtmlFacts
{
    public static readonly Fact VisibleLetters = Fact.Number("html.visible_letters", "Letters and digits that a reader sees in the pages of the body.", "820");
    public static readonly Fact HiddenLetters = Fact.Number("html.hidden_letters", "Letters and digits in the pages of the body that a reader does not see.", "4100");
    public static readonly Fact HiddenShare = Fact.Number("html.hidden_percent", "The same as a share of all letters, in percent.", "83");
    public static readonly Fact HiddenKinds = Fact.List("html.hidden_kinds", "How text is hidden: Display, Visibility, Opacity, FontSize, Color, OffScreen, Clipped, Attribute, Template.", "FontSize");
    public static readonly Fact TinyLetters = Fact.Number("html.tiny_letters", "Letters hidden by their size or by the colour of their background; honest pages hide by display: none.", "350");
    public static readonly Fact SplitWords = Fact.Number("html.split_words", "Words that hidden text or characters without width cut in two.", "12");
    public static readonly Fact Images = Fact.Number("html.images", "Pictures that a reader sees in the pages of the body.", "3");
    public static readonly Fact RemoteImages = Fact.Number("html.remote_images", "Pictures fetched over the web.", "3");
    public static readonly Fact Trackers = Fact.Number("html.trackers", "Pictures fetched over the web that nobody sees: they count readers.", "1");
    public static readonly Fact LinkedPictures = Fact.Number("html.linked_pictures", "Anchors that show a picture and no text.", "1");
    public static readonly Fact PictureOnly = Fact.Truth("html.picture_only", "The body is a picture or two, and next to no text beside them.");
    public static readonly Fact Buttons = Fact.Number("html.text_links", "Anchors with visible text.", "6");
    public static readonly Fact Passwords = Fact.Number("html.password_fields", "Fields for passwords, attachments included.", "1");
    public static readonly Fact Fields = Fact.Number("html.fields", "Fields to write into, attachments included.", "2");
    public static readonly Fact FormsAway = Fact.List("html.forms_away", "Where forms are sent to over the web.", "https://collect.example.net/post.php");
    public static readonly Fact Refresh = Fact.Truth("html.refresh", "A page goes on to another by itself (meta refresh).");
    public static readonly Fact Smuggling = Fact.List("html.smuggling", "Ways by which a page builds a file or a page in the reader's browser: blob, save, decoded, payload, layers, data link, svg script, redirect, hidden address, remote script, program, packed, written form, clipboard, fetched, remote page, picture.", "blob", "payload");
    public static readonly Fact SmuggledIn = Fact.List("html.smuggled_in", "The parts that do so.", "part 2 'invoice.html'");
    public static readonly Fact Shares = Fact.List("html.share_sources", "Pictures, frames and backgrounds that pages fetch from a file share of the open net; Windows logs in there by itself.", "file://198.51.100.7/s/logo.png");
    public static readonly Fact Attached = Fact.Number("html.attached", "Pages among the attachments and in archives (HTML, SVG).", "1");
    public static readonly Fact AttachedScripts = Fact.Number("html.attached_scripts", "Scripts and event handlers in these.", "2");
    public static readonly Fact AttachedForms = Fact.Number("html.attached_forms", "Forms with fields in these.", "1");
    public static readonly Fact AttachedPasswords = Fact.Number("html.attached_passwords", "Fields for passwords in these.", "1");
    public static readonly Fact StyledLetters = Fact.Number("text.styled_letters", "Letters in styles made for formulas, in circles or squares (\U0001D5D9\U0001D5E5\U0001D5D8\U0001D5D8), in name, subject and text: they hide words from filters.", "14");
    public static readonly Fact MixedWords = Fact.Number("text.mixed_words", "Words in name, subject and text that mix Latin letters with Greek or Cyrillic ones that look the same.", "5");
    public static readonly Fact HeadObfuscated = Fact.Truth("text.disguised_head", "The sender's name or the subject is written in styled letters, with letters of mixed scripts, or with characters without width inside words.");
    public static readonly Fact Turned = Fact.Truth("text.turned", "Characters that turn the direction of writing round, in name, subject or text.");
    public static readonly Fact CommentChars = Fact.Number("html.comment_chars", "Characters in comments of the body's pages.", "12000");

    public static FactGroup Group { get; } = FactGroup.Of("HTML", "What pages show, hide and do. No script is run, nothing is fetched.",
        VisibleLetters, HiddenLetters, HiddenShare, HiddenKinds, TinyLetters, SplitWords, Images, RemoteImages, Trackers, LinkedPictures, PictureOnly, Buttons, Passwords, Fields, FormsAway,
        Refresh, Smuggling, SmuggledIn, Shares, Attached, AttachedScripts, AttachedForms, AttachedPasswords, StyledLetters, MixedWords, HeadObfuscated, Turned, CommentChars);
}
