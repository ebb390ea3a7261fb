using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Build.Utilities;

/// <summary>
/// Leaves in a file of documentation what users can call: members that the lists of the public API name, but for those of the namespaces that only generated code uses. Nor does it
/// keep members that only inherit, type parameters, whose constraints say what they are, and how the comments were laid out: spaces between elements and around their words. The
/// compiler builds this task while it builds the project; it is no part of the library.
/// </summary>
public sealed class KeepPublicDocumentation : Task
{
    // Elements without words of their own.
    private static readonly string[] s_outside = { "doc", "members", "member" };
    private static readonly string[] s_plumbing =
    {
        "SparseGen.Kernels.", "SparseGen.Simd.", "SparseGen.Execution.", "SparseGen.Graph.", "SparseGen.PermutationListBuilder", "SparseGen.ParameterLayoutBuilder",
    };


    public string Documentation { get; set; }

    public string PublicApi { get; set; }

    public override bool Execute()
    {
        var names = new HashSet<string>(PublicApi.Split(';').SelectMany(File.ReadLines).Select(NameOfLine));
        XDocument document = XDocument.Load(Documentation, LoadOptions.PreserveWhitespace);
        document.Descendants("member").Where(member => SaysNothing(member) || !IsPublic(names, member.Attribute("name").Value)).ToList().ForEach(member =>
        {
            (member.PreviousNode as XText)?.Remove();
            member.Remove();
        });
        document.Descendants("typeparam").Remove();
        foreach (XText text in document.Root.DescendantNodes().OfType<XText>().ToList())
        {
            string words = Regex.Replace(text.Value, @"\s+", " ");
            bool isOutside = s_outside.Contains(text.Parent.Name.LocalName);
            bool isOfPart = text.Parent.Parent?.Name == "member";
            words = isOutside || (isOfPart && text.PreviousNode == null) ? words.TrimStart() : words;
            text.Value = isOfPart && text.NextNode == null ? words.TrimEnd() : words;
        }

        document.Save(Documentation, SaveOptions.DisableFormatting);
        return true;
    }

    // Editors look at what a member overrides or implements, also where nobody tells them to.
    private static bool SaysNothing(XElement member) => member.Elements().All(element => element.Name == "inheritdoc" && !element.HasAttributes);

    // As 'static SparseGen.Type<T>.Member<U>(Other<V> parameter) -> Result', with words before and 'get' or the like behind.
    private static string NameOfLine(string line)
    {
        string name = Regex.Split(line, " -> | = ")[0];
        for (string shorter = null; shorter != name;)
        {
            shorter = name;
            name = Regex.Replace(name, "<[^<>]*>", "");
        }

        name = name.Split('(', '[')[0].Split(' ').Last();
        return Regex.Replace(Regex.Replace(name, @"\.(get|set|init)$", ""), @"\.this$", ".Item");
    }

    // As 'M:SparseGen.Type`1.Member``1(Other)'.
    private static bool IsPublic(HashSet<string> names, string id)
    {
        string name = Regex.Replace(id.Substring(2).Split('(')[0], "`+[0-9]+", "");
        string constructor = Regex.Replace(name, @"([^.]+)\.#ctor$", "$1.$1");
        return names.Contains(constructor) && !s_plumbing.Any(space => name.StartsWith(space, StringComparison.Ordinal));
    }
}
