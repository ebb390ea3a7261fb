using Microsoft.CodeAnalysis;

namespace SparseGen.Generators.Diagnostics;

/// <content>What layers of series and images, norms, thin maps and masks ask for.</content>
internal static partial class Descriptors
{
    /// <summary>{0} is not closed: put {1} behind it, in the same model or block.</summary>
    public static readonly DiagnosticDescriptor PartIsOpen = Error(
        "SPG0098",
        "Layer without its counterpart behind it",
        "{0} is not closed: put {1} behind it, in the same model or block");

    /// <summary>{0} has no {1} to close: put that before it, in the same model or block, and close what stands between them first.</summary>
    public static readonly DiagnosticDescriptor ClosesNothing = Error(
        "SPG0099",
        "Layer without its counterpart before it",
        "{0} has no {1} to close: put that before it, in the same model or block, and close what stands between them first");

    /// <summary>{0} gets {1}, {2} channels, but the {3} before it knows mean and deviation of {4}; let the layers between them end with {4} channels.</summary>
    public static readonly DiagnosticDescriptor UndoOfOtherChannels = Error(
        "SPG0100",
        "Normalisation is undone on other channels",
        "{0} gets {1}, {2} channels, but the {3} before it knows mean and deviation of {4}; let the layers between them end with {4} channels");

    /// <summary>{0} has Repeat = {1}; it opens or closes a part of the model, which it can only do once: remove Repeat.</summary>
    public static readonly DiagnosticDescriptor PairIsRepeated = Error(
        "SPG0101",
        "Repeated layer of a pair",
        "{0} has Repeat = {1}; it opens or closes a part of the model, which it can only do once: remove Repeat");

    /// <summary>{0} cannot work on channels that are samples of their own, {1}; put BatchAsChannels before it, or use layers of rows and tokens.</summary>
    public static readonly DiagnosticDescriptor NotForSeries = Error(
        "SPG0102",
        "Layer cannot work on channels as samples",
        "{0} cannot work on channels that are samples of their own, {1}; put BatchAsChannels before it, or use layers of rows and tokens");

    /// <summary>{0} with length {1} and stride {2} does not fit {3} steps; the nearest numbers of steps that fit are {4} and {5}.</summary>
    public static readonly DiagnosticDescriptor PatchesDoNotFit = Error(
        "SPG0103",
        "Patches do not fit the series",
        "{0} with length {1} and stride {2} does not fit {3} steps; the nearest numbers of steps that fit are {4} and {5}");

    /// <summary>{0} with a kernel of {1} and padding {2} does not fit the image of {3} x {4} pixels; a kernel of at most {5} does.</summary>
    public static readonly DiagnosticDescriptor KernelDoesNotFit = Error(
        "SPG0104",
        "Kernel is larger than the image",
        "{0} with a kernel of {1} and padding {2} does not fit the image of {3} x {4} pixels; a kernel of at most {5} does");

    /// <summary>{0} has padding {1} and a kernel of {2}, which would see zeros alone at the edges; the largest padding for it is {3}.</summary>
    public static readonly DiagnosticDescriptor PaddingTooWide = Error(
        "SPG0105",
        "Padding is as wide as the kernel",
        "{0} has padding {1} and a kernel of {2}, which would see zeros alone at the edges; the largest padding for it is {3}");

    /// <summary>{0} has {1} groups, which do not divide {2} channels and {3} filters; numbers that do: {4}.</summary>
    public static readonly DiagnosticDescriptor GroupsDoNotDivide = Error(
        "SPG0106",
        "Groups do not divide the channels",
        "{0} has {1} groups, which do not divide {2} channels and {3} filters; numbers that do: {4}");

    /// <summary>{0} with {1} x {2} pixels does not fit {3}, which has {4} tokens; heights and widths that do: {5}.</summary>
    public static readonly DiagnosticDescriptor ImageDoesNotFit = Error(
        "SPG0107",
        "Tokens do not fill the image",
        "{0} with {1} x {2} pixels does not fit {3}, which has {4} tokens; heights and widths that do: {5}");

    /// <summary>{0} has Momentum = {1}, the share of a batch's statistics that the running ones take; it must be between 0 and 1, such as {2}.</summary>
    public static readonly DiagnosticDescriptor MomentumOutOfRange = Error(
        "SPG0110",
        "Momentum of running statistics is out of range",
        "{0} has Momentum = {1}, the share of a batch's statistics that the running ones take; it must be between 0 and 1, such as {2}");

    /// <summary>{0} has rank = {1}, but {2}, whose rank is at most {3}; use a rank of 1 to {3}, or Linear.</summary>
    public static readonly DiagnosticDescriptor RankTooLarge = Error(
        "SPG0113",
        "Rank above that of any matrix",
        "{0} has rank = {1}, but {2}, whose rank is at most {3}; use a rank of 1 to {3}, or Linear, which is any matrix");

    /// <summary>{0} has members = {1}, but gets {2}, {3} tokens.</summary>
    public static readonly DiagnosticDescriptor OtherMembers = Error(
        "SPG0114",
        "Other members than the tokens",
        "{0} has members = {1}, but gets {2}, {3} tokens, and members are tokens; declare members: {3}, or begin the members with a vector, by Flatten for instance");

    /// <summary>
    /// {0} takes {1} from {2}; it can be a static field, property or method that is internal or public and gives int[], a method of (int count) or (int count, string name).
    /// </summary>
    public static readonly DiagnosticDescriptor MaskMemberUnusable = Error(
        "SPG0119",
        "Member cannot give a mask",
        "{0} takes {1} from {2}; it can be a static field, property or method that is internal or public and gives int[], a method of (int count) or (int count, string name)");

    /// <summary>{0} has Seed = {1} and {2}; a mask that is listed is not drawn: remove one of them.</summary>
    public static readonly DiagnosticDescriptor SeedOfListedMask = Error(
        "SPG0120",
        "Seed of a mask that is listed",
        "{0} has Seed = {1} and {2}; a mask that is listed is not drawn: remove one of them");

    /// <summary>Input has name = "{0}"; a name is letters, digits, '_' and '-', another for each input, and 'input' is the first one, so call it "{1}", for instance.</summary>
    public static readonly DiagnosticDescriptor InputNameNotUsable = Error(
        "SPG0130",
        "Input has no usable name",
        "Input has name = \"{0}\"; a name is letters, digits, '_' and '-', another for each input, and 'input' is the first one, so call it \"{1}\", for instance");

    /// <summary>No layer reads the input '{0}'; put [Join("{0}")] where it comes in, or remove it.</summary>
    public static readonly DiagnosticDescriptor InputNotRead = Error(
        "SPG0131",
        "Input is read by no layer",
        "No layer reads the input '{0}'; put [Join(\"{0}\")] where it comes in, or remove it");

    /// <summary>{0} names the input '{1}', which the model does not have beside its first; it has: {2}.</summary>
    public static readonly DiagnosticDescriptor NoSuchInput = Error(
        "SPG0132",
        "Input does not exist",
        "{0} names the input '{1}', which the model does not have beside its first; it has: {2}");

    /// <summary>{0} puts the input '{1}', {2}, behind the features of {3} tokens, but gets {4}; join it where there are {3} tokens, or declare it as a vector.</summary>
    public static readonly DiagnosticDescriptor InputOfOtherTokens = Error(
        "SPG0133",
        "Input has other tokens",
        "{0} puts the input '{1}', {2}, behind the features of {3} tokens, but gets {4}; join it where there are {3} tokens, or declare it as a vector, without Tokens");

    /// <summary>{0} puts in the input '{1}' in a block that is repeated; put it in before, or use the block once.</summary>
    public static readonly DiagnosticDescriptor InputInRepeatedBlock = Error(
        "SPG0134",
        "Input joined in a repeated block",
        "{0} puts in the input '{1}' in a block that is repeated; put it in before, or use the block once");

    /// <summary>{0} has categories for {1} columns, but gets {2}, {3} columns; give 1 to {3} numbers of categories, one for each of the last columns.</summary>
    public static readonly DiagnosticDescriptor CategoryColumns = Error(
        "SPG0135",
        "Categories are no columns",
        "{0} has categories for {1} columns, but gets {2}, {3} columns; give 1 to {3} numbers of categories, one for each of the last columns");

    /// <summary>{0} has {1} categories in a column; it must be 1 to {2}, beyond which a float has not every whole number.</summary>
    public static readonly DiagnosticDescriptor CategoriesOutOfRange = Error(
        "SPG0136",
        "Number of categories is out of range",
        "{0} has {1} categories in a column; it must be 1 to {2}, beyond which a float has not every whole number");

    /// <summary>{0} takes the last {1} column(s) as categories, but they are computed: put it behind the input, or behind the Join that puts them in.</summary>
    public static readonly DiagnosticDescriptor CategoriesAreComputed = Error(
        "SPG0137",
        "Categories are computed",
        "{0} takes the last {1} column(s) as categories, but they are computed: put it behind the input, or behind the Join that puts them in");
}
