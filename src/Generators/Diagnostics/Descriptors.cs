using System.Reflection;
using Microsoft.CodeAnalysis;

namespace SparseGen.Generators.Diagnostics;

/// <summary>Everything that can be wrong with a declaration. A message tells what was seen, what is wanted, and the nearest fix.</summary>
internal static partial class Descriptors
{
    /// <summary>Model '{0}' is not partial, so nothing can be added to it; declare it 'partial class {0}'.</summary>
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "SPG0001",
        "Model class is not partial",
        "Model '{0}' is not partial, so nothing can be added to it; declare it 'partial class {0}'");

    /// <summary>Model '{0}' declares no input; put [ImageInput(height, width, channels)], [TokenInput(tokens, channels)] or [VectorInput(features)] before its layers.</summary>
    public static readonly DiagnosticDescriptor NoInput = Error(
        "SPG0002",
        "Model has no input",
        "Model '{0}' declares no input; put [ImageInput(height, width, channels)], [TokenInput(tokens, channels)] or [VectorInput(features)] before its layers");

    /// <summary>Model '{0}' has the input {1} already; remove {2}, or declare it as another part of the sample, [Input("name", features)].</summary>
    public static readonly DiagnosticDescriptor SecondInput = Error(
        "SPG0003",
        "Model has more than one input",
        "Model '{0}' has the input {1} already; remove {2}, or declare it as another part of the sample, [Input(\"name\", features)]");

    /// <summary>{0} stands behind {1} other layer(s); move it before {2}.</summary>
    public static readonly DiagnosticDescriptor InputNotFirst = Error(
        "SPG0004",
        "Input is not the first layer",
        "{0} stands behind {1} other layer(s); move it before {2}");

    /// <summary>Model '{0}' has no layer after {1}; add at least one, such as [Linear(10)].</summary>
    public static readonly DiagnosticDescriptor NothingAfterInput = Error(
        "SPG0005",
        "Nothing follows the input",
        "Model '{0}' has no layer after {1}; add at least one, such as [Linear(10)]");

    /// <summary>A patch of {0} does not divide the image of {1} x {2} pixels; sides that do: {3}.</summary>
    public static readonly DiagnosticDescriptor PatchDoesNotDivide = Error(
        "SPG0006",
        "Patch does not divide the image",
        "A patch of {0} does not divide the image of {1} x {2} pixels; sides that do: {3}");

    /// <summary>
    /// {0} mixes tokens and needs a shape [tokens, channels], but gets a vector of {1} features; place it before TokenMean or Flatten, or start from
    /// [TokenInput(tokens, channels)].
    /// </summary>
    public static readonly DiagnosticDescriptor NeedsTokens = Error(
        "SPG0007",
        "Layer needs tokens",
        "{0} mixes tokens and needs a shape [tokens, channels], but gets a vector of {1} features; place it before TokenMean or Flatten, "
        + "or start from [TokenInput(tokens, channels)]");

    /// <summary>{0} needs an image [channels, height, width], but gets the shape {1}; start from [ImageInput(height, width, channels)].</summary>
    public static readonly DiagnosticDescriptor NeedsImage = Error(
        "SPG0008",
        "Layer needs an image",
        "{0} needs an image [channels, height, width], but gets the shape {1}; start from [ImageInput(height, width, channels)]");

    /// <summary>{0} has {1} = {2}; it must be at least {3}.</summary>
    public static readonly DiagnosticDescriptor NonPositiveSize = Error(
        "SPG0009",
        "Size is not positive",
        "{0} has {1} = {2}; it must be at least {3}");

    /// <summary>{0} has Repeat = {1}; it must be at least 1 (leave it out for one copy).</summary>
    public static readonly DiagnosticDescriptor RepeatTooSmall = Error(
        "SPG0010",
        "Repeat is below 1",
        "{0} has Repeat = {1}; it must be at least 1 (leave it out for one copy)");

    /// <summary>{0} with Repeat = {1} turns {2} into {3}, so a second copy would not fit; keep the shape or declare the copies one by one.</summary>
    public static readonly DiagnosticDescriptor RepeatChangesShape = Error(
        "SPG0011",
        "Shape changes inside a Repeat",
        "{0} with Repeat = {1} turns {2} into {3}, so a second copy would not fit; keep the shape or declare the copies one by one");

    /// <summary>Model '{0}' has {1} parameters, more than the {2} that fit in one arena; the largest layer is {3} with {4}.</summary>
    public static readonly DiagnosticDescriptor TooManyParameters = Error(
        "SPG0012",
        "Too many parameters",
        "Model '{0}' has {1} parameters, more than the {2} that fit in one arena; the largest layer is {3} with {4}");

    /// <summary>{0} stands on another declaration of '{1}' than {2}, so its place in the order is undefined; move it to the declaration with {2}.</summary>
    public static readonly DiagnosticDescriptor LayersOnTwoDeclarations = Error(
        "SPG0013",
        "Layers on two declarations",
        "{0} stands on another declaration of '{1}' than {2}, so its place in the order is undefined; move it to the declaration with {2}");

    /// <summary>{0} has Epsilon = {1}; it must be a positive finite number, such as 1e-6f.</summary>
    public static readonly DiagnosticDescriptor EpsilonNotPositive = Error(
        "SPG0014",
        "Epsilon is not positive",
        "{0} has Epsilon = {1}; it must be a positive finite number, such as 1e-6f");

    /// <summary>{0} gives the tensor name '{1}' a second time; give the layer a Name of its own.</summary>
    public static readonly DiagnosticDescriptor DuplicateName = Error(
        "SPG0015",
        "Two layers share a tensor name",
        "{0} gives the tensor name '{1}' a second time; give the layer a Name of its own");

    /// <summary>'{0}' cannot be a model because {1}; {2}.</summary>
    public static readonly DiagnosticDescriptor UnsupportedClass = Error(
        "SPG0016",
        "Class cannot be a model",
        "'{0}' cannot be a model because {1}; {2}");

    /// <summary>{0} cannot take an image {1}; put [PatchEmbedding(patch, features)] before it (sides that divide the image: {2}), or [Flatten] to make it one vector.</summary>
    public static readonly DiagnosticDescriptor ImageNotEmbedded = Error(
        "SPG0017",
        "Image is not cut into patches",
        "{0} cannot take an image {1}; put [PatchEmbedding(patch, features)] before it (sides that divide the image: {2}), or [Flatten] to make it one vector");

    /// <summary>{0} needs {2} numbers a sample (shape {1}), more than the {3} that one buffer holds; make it smaller.</summary>
    public static readonly DiagnosticDescriptor ActivationTooLarge = Error(
        "SPG0018",
        "Activations are too large",
        "{0} needs {2} numbers a sample (shape {1}), more than the {3} that one buffer holds; make it smaller");

    /// <summary>'{0}' uses '{1}', which is not a block; mark '{1}' [Block], or name a class that is.</summary>
    public static readonly DiagnosticDescriptor UsedClassIsNoBlock = Error(
        "SPG0019",
        "Used class is not a block",
        "'{0}' uses '{1}', which is not a block; mark '{1}' [Block], or name a class that is");

    /// <summary>Block '{0}' would contain itself: {1}; remove one of these uses.</summary>
    public static readonly DiagnosticDescriptor BlockUsesItself = Error(
        "SPG0020",
        "Block uses itself",
        "Block '{0}' would contain itself: {1}; remove one of these uses");

    /// <summary>Block '{0}' declares the input {1}, but a block gets its input where it is used; move {1} to the model.</summary>
    public static readonly DiagnosticDescriptor InputInBlock = Error(
        "SPG0021",
        "Input inside a block",
        "Block '{0}' declares the input {1}, but a block gets its input where it is used; move {1} to the model");

    /// <summary>Block '{0}' has no layers; add at least one, such as [LayerNorm].</summary>
    public static readonly DiagnosticDescriptor EmptyBlock = Error(
        "SPG0022",
        "Block is empty",
        "Block '{0}' has no layers; add at least one, such as [LayerNorm]");

    /// <summary>{0} with Residual = true turns {1} into {2}, so that its input cannot be added to its output; keep the shape or remove Residual.</summary>
    public static readonly DiagnosticDescriptor ResidualChangesShape = Error(
        "SPG0023",
        "Shape changes beside a residual",
        "{0} with Residual = true turns {1} into {2}, so that its input cannot be added to its output; keep the shape or remove Residual");

    /// <summary>{0} has Name = "{1}", which cannot begin the names of tensors; use letters, digits, '_' and '-', joined by dots, such as "{2}".</summary>
    public static readonly DiagnosticDescriptor NameNotUsable = Error(
        "SPG0024",
        "Name cannot begin tensor names",
        "{0} has Name = \"{1}\", which cannot begin the names of tensors; use letters, digits, '_' and '-', joined by dots, such as \"{2}\"");

    /// <summary>{0} gets a vector of {1} features already; remove it.</summary>
    public static readonly DiagnosticDescriptor AlreadyVector = Error(
        "SPG0025",
        "Already a vector",
        "{0} gets a vector of {1} features already; remove it");

    /// <summary>{0} has {1} = {2}, but no {3} has that number; use one of {4}.</summary>
    public static readonly DiagnosticDescriptor NoSuchMember = Error(
        "SPG0029",
        "Number is no member of its enumeration",
        "{0} has {1} = {2}, but no {3} has that number; use one of {4}");

    /// <summary>{0} has Blocks = {1}; it must be at least 1 (1 is a single full block, 4 is usual).</summary>
    public static readonly DiagnosticDescriptor BlocksTooSmall = Error(
        "SPG0030",
        "Number of blocks is below 1",
        "{0} has Blocks = {1}; it must be at least 1 (1 is a single full block, 4 is usual)");

    /// <summary>{0} has Blocks = {1}, but maps {2} inputs to {3} outputs, so that some blocks would be empty; use at most {4} blocks.</summary>
    public static readonly DiagnosticDescriptor BlocksOverSize = Error(
        "SPG0031",
        "More blocks than inputs or outputs",
        "{0} has Blocks = {1}, but maps {2} inputs to {3} outputs, so that some blocks would be empty; use at most {4} blocks");

    /// <summary>Blocks of {0} do not divide the {1} numbers of a sample {2}; the nearest sizes that do: {3}.</summary>
    public static readonly DiagnosticDescriptor BlockSizeDoesNotDivide = Error(
        "SPG0040",
        "Block size does not divide the sample",
        "Blocks of {0} do not divide the {1} numbers of a sample {2}; the nearest sizes that do: {3}");

    /// <summary>{0} has Permutation = {1}; it takes None, Random or List (PermutedKronecker takes the others).</summary>
    public static readonly DiagnosticDescriptor PermutationNotRandom = Error(
        "SPG0041",
        "Block permutation is not None, Random or List",
        "{0} has Permutation = {1}; it takes None, Random or List (PermutedKronecker takes the others)");

    /// <summary>{0} has {1} = Permutation.{2} but no {3}; name a static member that gives the list, such as {3} = nameof(Order).</summary>
    public static readonly DiagnosticDescriptor ListMissing = Error(
        "SPG0070",
        "Permutation is a list that nothing gives",
        "{0} has {1} = Permutation.{2} but no {3}; name a static member that gives the list, such as {3} = nameof(Order)");

    /// <summary>
    /// {0} takes {1} from {2}; it can be a static field, property or method that is internal or public and gives int[], a method of (int length) or (int length,
    /// string name).
    /// </summary>
    public static readonly DiagnosticDescriptor ListMemberUnusable = Error(
        "SPG0071",
        "Member cannot give a permutation",
        "{0} takes {1} from {2}; it can be a static field, property or method that is internal or public and gives int[], a method of (int length) or (int length, string name)");

    /// <summary>{0} has {1}, but {2} = Permutation.{3}; set {2} = Permutation.List, or leave {1} out.</summary>
    public static readonly DiagnosticDescriptor ListUnread = Error(
        "SPG0072",
        "List of a permutation that is none",
        "{0} has {1}, but {2} = Permutation.{3}; set {2} = Permutation.List, or leave {1} out");

    /// <summary>{0} has a density of {1}; it must be above 0 and at most 1.</summary>
    public static readonly DiagnosticDescriptor DensityOutOfRange = Error(
        "SPG0050",
        "Density is out of range",
        "{0} has a density of {1}; it must be above 0 and at most 1");

    /// <summary>{0} with a density of {1} keeps none of its {2} x {3} weights; the least density that keeps one is {4}.</summary>
    public static readonly DiagnosticDescriptor DensityKeepsNothing = Error(
        "SPG0051",
        "Density keeps no weight",
        "{0} with a density of {1} keeps none of its {2} x {3} weights; the least density that keeps one is {4}");

    /// <summary>{0} draws its mask from {1} x {2} weights, more than the {3} that one tensor holds; make it smaller.</summary>
    public static readonly DiagnosticDescriptor MaskTooLarge = Error(
        "SPG0052",
        "Mask is too large",
        "{0} draws its mask from {1} x {2} weights, more than the {3} that one tensor holds; make it smaller");

    /// <summary>{0} has {1} = LinearMap.Sparse but no Density; set the share of the weights to keep, such as Density = 0.1.</summary>
    public static readonly DiagnosticDescriptor DensityMissing = Error(
        "SPG0053",
        "Sparse map without a density",
        "{0} has {1} = LinearMap.Sparse but no Density; set the share of the weights to keep, such as Density = 0.1");

    /// <summary>{0} sets {1} = {2}, but {3}; {4}, or leave {1} out.</summary>
    public static readonly DiagnosticDescriptor UnreadSetting = Error(
        "SPG0054",
        "Setting that nothing reads",
        "{0} sets {1} = {2}, but {3}; {4}, or leave {1} out");

    /// <summary>{0} has {1} = {2}; it must be at least 0 and below 1, such as {3}.</summary>
    public static readonly DiagnosticDescriptor RateOutOfRange = Error(
        "SPG0060",
        "Rate of dropout is out of range",
        "{0} has {1} = {2}; it must be at least 0 and below 1, such as {3}");

    /// <summary>{0} has StochasticDepth = {1} and no residual, so that nothing would be left of a sample; set Residual = true as well.</summary>
    public static readonly DiagnosticDescriptor DepthWithoutResidual = Error(
        "SPG0061",
        "Stochastic depth without a residual",
        "{0} has StochasticDepth = {1} and no residual, so that nothing would be left of a sample; set Residual = true as well");

    /// <summary>SparseGen could not generate '{0}' because of a fault of its own, {2} while {1}: {3}; please report it with the declaration.</summary>
    public static readonly DiagnosticDescriptor GeneratorFault = Error(
        "SPG0062",
        "Fault of the generator",
        "SparseGen could not generate '{0}' because of a fault of its own, {2} while {1}: {3}; please report it with the declaration");

    /// <summary>{0} needs {1} numbers {2}, more than the {3} that one buffer holds; make it smaller.</summary>
    public static readonly DiagnosticDescriptor BufferTooLarge = Error(
        "SPG0063",
        "Buffer is too large",
        "{0} needs {1} numbers {2}, more than the {3} that one buffer holds; make it smaller");

    /// <summary>{0} has {1} {2}, more than the {3} that are generated; {4}.</summary>
    public static readonly DiagnosticDescriptor DeclarationTooLong = Error(
        "SPG0064",
        "Declaration is too long",
        "{0} has {1} {2}, more than the {3} that are generated; {4}");

    /// <summary>'{0}' uses '{1}', in which blocks use blocks {2} deep, more than the {3} that are generated; use some of them side by side.</summary>
    public static readonly DiagnosticDescriptor NestedTooDeep = Error(
        "SPG0065",
        "Blocks are nested too deep",
        "'{0}' uses '{1}', in which blocks use blocks {2} deep, more than the {3} that are generated; use some of them side by side");

    /// <summary>'{0}' uses {1} '{2}', which cannot be a block; name a class that is marked [Block].</summary>
    public static readonly DiagnosticDescriptor UsedTypeIsNoClass = Error(
        "SPG0066",
        "Used type is not a class",
        "'{0}' uses {1} '{2}', which cannot be a block; name a class that is marked [Block]");

    /// <summary>{0} has InitialScale = {1}; it must be a positive finite number, such as 0.1f (from 0 the gradient is zero and stays so).</summary>
    public static readonly DiagnosticDescriptor InitialScaleNotPositive = Error(
        "SPG0090",
        "Initial scale is not positive",
        "{0} has InitialScale = {1}; it must be a positive finite number, such as 0.1f (from 0 the gradient is zero and stays so)");

    /// <summary>'{0}' declares {1} layer(s), but is neither a model nor a block, so nothing comes of them; add [Model], or [Block] to put them into models with Use.</summary>
    public static readonly DiagnosticDescriptor LayersOfNothing = new(
        "SPG0026",
        "Layers of neither a model nor a block",
        "'{0}' declares {1} layer(s), but is neither a model nor a block, so nothing comes of them; add [Model], or [Block] to put them into models with Use",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Of("SPG0026"));

    /// <summary>'{0}' has HessianProducts = true and Training = false; Hessian-vector products derive from the backward pass: remove one of the two settings.</summary>
    public static readonly DiagnosticDescriptor ProductsWithoutTraining = Error(
        "SPG0027",
        "Hessian-vector products without training",
        "'{0}' has HessianProducts = true and Training = false; Hessian-vector products derive from the backward pass: remove one of the two settings");

    /// <summary>'{0}' has Taps = true and Training = false; taps keep what training computes: remove one of the two settings.</summary>
    public static readonly DiagnosticDescriptor TapsWithoutTraining = Error(
        "SPG0125", "Taps without training", "'{0}' has Taps = true and Training = false; taps keep what training computes: remove one of the two settings");

    /// <summary>{0} begins with Initialization = {1}, but its weight is sparse, {2} of {3} are kept, and such a matrix is none; give the layer Initialization = Scaled.</summary>
    public static readonly DiagnosticDescriptor SparseMatrixInitialization = Error(
        "SPG0126",
        "Sparse weights cannot begin as such a matrix",
        "{0} begins with Initialization = {1}, but its weight is sparse, {2} of {3} are kept, and such a matrix is none; give the layer Initialization = Scaled");

    /// <summary>{0} has InitialGain = {1}; it must be a finite number, beside an Initialization that it belongs to: Orthogonal, Identity or Scaled.</summary>
    public static readonly DiagnosticDescriptor GainOfNothing = Error(
        "SPG0127",
        "Initial gain without an initialisation",
        "{0} has InitialGain = {1}; it must be a finite number, beside an Initialization that it belongs to: Orthogonal, Identity or Scaled");

    /// <summary>{0} asks for {1} tokens of {2} channels, {3} numbers, but gets the shape {4} with {5}; nearest that fit: {6}.</summary>
    public static readonly DiagnosticDescriptor ReshapeDoesNotFit = Error(
        "SPG0032",
        "Reshape has another number of elements",
        "{0} asks for {1} tokens of {2} channels, {3} numbers, but gets the shape {4} with {5}; nearest that fit: {6}");

    /// <summary>{0} takes halves of {1}, which has an odd size, {2}; make it even, such as {3}.</summary>
    public static readonly DiagnosticDescriptor NotHalved = Error(
        "SPG0033",
        "Odd size where halves are taken",
        "{0} takes halves of {1}, which has an odd size, {2}; make it even, such as {3}");

    /// <summary>{0} multiplies number by number, but {1} gives the shape {2} and {3} {4}; let both have the same.</summary>
    public static readonly DiagnosticDescriptor FactorsDiffer = Error(
        "SPG0034",
        "Factors have different shapes",
        "{0} multiplies number by number, but {1} gives the shape {2} and {3} {4}; let both have the same");

    /// <summary>{0} has both Residual and Product; leave out one, or put one block into another: Use with Residual of a block that uses {1} with Product.</summary>
    public static readonly DiagnosticDescriptor ResidualAndProduct = Error(
        "SPG0036",
        "Residual and product of one use",
        "{0} has both Residual and Product; leave out one, or put one block into another: Use with Residual of a block that uses {1} with Product");

    /// <summary>{0} has {1} = {2}; it must be a finite number, such as {3}.</summary>
    public static readonly DiagnosticDescriptor InitialNotFinite = Error(
        "SPG0037",
        "Initial value is not finite",
        "{0} has {1} = {2}; it must be a finite number, such as {3}");

    /// <summary>{0} has {1} = Softmax, which is taken over the last dimension, and {2}; {3}.</summary>
    public static readonly DiagnosticDescriptor SoftmaxNotAlongRows = Error(
        "SPG0035",
        "Softmax where the last dimension is not what is mapped",
        "{0} has {1} = Softmax, which is taken over the last dimension, and {2}; {3}");

    private const string Category = "SparseGen";

    // Not before it is asked for: the fields of the other files may be filled later than this one.
    private static readonly Lazy<Dictionary<string, DiagnosticDescriptor>> ById = new(static () => typeof(Descriptors)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (DiagnosticDescriptor)field.GetValue(null))
        .ToDictionary(static descriptor => descriptor.Id));

    /// <summary>The descriptor with an id.</summary>
    public static DiagnosticDescriptor Find(string id) => ById.Value[id];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RulePages.Of(id));
}
