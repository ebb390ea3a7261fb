using System.Reflection;

namespace SparseGen.Tests.Generation;

/// <summary>Classes that are legal C# and that the generator cannot complete.</summary>
internal static class ClassShapeCases
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        new(
            "a generic class",
            "SPG0016",
            "using SparseGen; [Model, VectorInput(3), Linear(2)] public sealed partial class «Small»<T>;",
            "'Small' cannot be a model because 'Small' has type parameters; remove them"),
        new(
            "a class in a class that is not partial",
            "SPG0016",
            "using SparseGen; public static class Outer { [Model, VectorInput(3), Linear(2)] public sealed partial class «Small»; }",
            "'Small' cannot be a model because the containing type 'Outer' is not partial; declare 'Outer' partial"),
        new(
            "a static class",
            "SPG0016",
            "using SparseGen; [Model, VectorInput(3), Linear(2)] public static partial class «Small»;",
            "'Small' cannot be a model because it is static; remove 'static'"),
        new(
            "an abstract class",
            "SPG0016",
            "using SparseGen; [Model, VectorInput(3), Linear(2)] public abstract partial class «Small»;",
            "'Small' cannot be a model because it is abstract; remove 'abstract'"),
        new(
            "a file-local class",
            "SPG0016",
            "using SparseGen; [Model, VectorInput(3), Linear(2)] file sealed partial class «Small»;",
            "'Small' cannot be a model because 'Small' is a file-local type, which no other file can add to; remove 'file' from 'Small'"),
        new(
            "a class in a file-local class",
            "SPG0016",
            "using SparseGen; file static partial class Outer { [Model, VectorInput(3), Linear(2)] public sealed partial class «Small»; }",
            "'Small' cannot be a model because 'Outer' is a file-local type, which no other file can add to; remove 'file' from 'Outer'"),
        new(
            "a class with a primary constructor",
            "SPG0016",
            "using SparseGen; [Model, VectorInput(3), Linear(2)] public sealed partial class «Small»(int size) { public int Size => size; }",
            "'Small' cannot be a model because it has a primary constructor, which the generated one would have to call; "
            + "replace it by a constructor in the body, which may call ': this(maxBatch, device, seed)'"),
        new(
            "a record with a primary constructor on another part",
            "SPG0016",
            "using SparseGen; [Model, VectorInput(3), Linear(2)] public sealed partial record «Small»; public sealed partial record Small(int Size);",
            "'Small' cannot be a model because it has a primary constructor, which the generated one would have to call; "
            + "replace it by a constructor in the body, which may call ': this(maxBatch, device, seed)'"),
        new(
            "a required member",
            "SPG0016",
            "using SparseGen; [Model, VectorInput(3), Linear(2)] public sealed partial class «Small» { public required string Title { get; init; } }",
            "'Small' cannot be a model because 'Small.Title' is required, and generic code makes models without it; remove 'required'"),
        new(
            "a required member of the base class",
            "SPG0016",
            "using SparseGen; public class Titled { public required string Title; } [Model, VectorInput(3), Linear(2)] public sealed partial class «Small» : Titled;",
            "'Small' cannot be a model because 'Titled.Title' is required, and generic code makes models without it; remove 'required'"),
        new(
            "a base class that cannot be made without arguments",
            "SPG0016",
            "using SparseGen; public class Sized(int size) { public int Size => size; } "
            + "[Model, VectorInput(3), Linear(2)] public sealed partial class «Small» : Sized { public Small() : base(3) { } }",
            "'Small' cannot be a model because its base class 'Sized' has no constructor without parameters that it can call; "
            + "give 'Sized' one, or hold it in a field instead"),
        new(
            "a base class that keeps its constructor to itself",
            "SPG0016",
            "using SparseGen; public class Hidden { private Hidden() { } protected Hidden(int size) { } } "
            + "[Model, VectorInput(3), Linear(2)] public sealed partial class «Small» : Hidden { public Small() : base(3) { } }",
            "'Small' cannot be a model because its base class 'Hidden' has no constructor without parameters that it can call; "
            + "give 'Hidden' one, or hold it in a field instead"),
        new(
            "a model of a model",
            "SPG0016",
            """
            using SparseGen;
            [Model, VectorInput(3), Linear(2)] public partial class Large;
            [Model, VectorInput(3), Linear(2)] public sealed partial class «Small» : Large;
            """,
            "'Small' cannot be a model because its base class 'Large' is a model itself; derive it from another class, or put what they share into a [Block]",
            Generates: 1),
        Member(
            "a disposal of its own",
            "public void Dispose() { }",
            "the generator adds the member 'Dispose()' that it has already; rename or remove yours"),
        Member(
            "an output of its own",
            "public float[] Output() => [];",
            "the generator adds the member 'Output()' that it has already; rename or remove yours"),
        Member(
            "a nested type called like an added method",
            "public sealed class Forward;",
            "the generator adds the member 'Forward' that it has already; rename or remove yours"),
        Member(
            "an added method for its own kind of spans",
            "public void Backward(System.ReadOnlySpan<float> numbers) { }",
            "the generator adds the member 'Backward(ReadOnlySpan<float>)' that it has already; rename or remove yours"),
        Member(
            "a constructor like the added one",
            "public Small(int size, Device? place, ulong start) { }",
            "the generator adds the member 'Small(int, Device, ulong)' that it has already; remove yours or give it other parameters"),
        new(
            "a member for Hessian-vector products of its own",
            "SPG0016",
            "using SparseGen; [Model(HessianProducts = true), VectorInput(3), Linear(2)] public sealed partial class «Small» { public int OutputTangent => 1; }",
            "'Small' cannot be a model because the generator adds the member 'OutputTangent' that it has already; rename or remove yours"),
        new(
            "a base class with a disposal of its own",
            "SPG0016",
            """
            using SparseGen;
            public class Resource : System.IDisposable { public virtual void Dispose() { } }
            [Model, VectorInput(3), Linear(2)] public sealed partial class «Small» : Resource;
            """,
            "'Small' cannot be a model because the generator adds a member that would hide 'Dispose()' of 'Resource'; "
            + "rename that one, or hold a 'Resource' in a field instead of deriving from it"),
        .. typeof(IModel<>).GetMembers().Where(static member =>
                member is PropertyInfo or MethodInfo { IsSpecialName: false } and not MethodInfo { IsStatic: true, IsAbstract: false }
                && !member.Name.EndsWith("Tangent", StringComparison.Ordinal))
            .Select(static member => member.Name).Append("Dispose").Select(Called),
        Called("OutputTangent") with { Markup = "using SparseGen; [Model(HessianProducts = true), VectorInput(3), Linear(2)] public sealed partial class «OutputTangent»;" },
    ];

    private static DiagnosticCase Member(string name, string member, string reason) => new(
        name,
        "SPG0016",
        $"using SparseGen; [Model, VectorInput(3), Linear(2)] public sealed partial class «Small» {{ {member} }}",
        $"'Small' cannot be a model because {reason}");

    private static DiagnosticCase Called(string name) => new(
        $"a class called {name}",
        "SPG0016",
        $"using SparseGen; [Model, VectorInput(3), Linear(2)] public sealed partial class «{name}»;",
        $"'{name}' cannot be a model because the generator adds a member '{name}', and no member may have the name of its class; rename the class");
}
