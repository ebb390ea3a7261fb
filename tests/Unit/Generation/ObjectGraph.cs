using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace SparseGen.Tests.Generation;

/// <summary>Everything that can be reached from an object through its fields.</summary>
internal static class ObjectGraph
{
    /// <summary>
    /// Asserts that nothing is reachable that ties a cached step to a compilation (and so keeps it in memory, or compares by reference):
    /// symbols, syntax, compilations, locations, diagnostics and immutable arrays.
    /// </summary>
    public static void AssertCacheable(object? root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<(object? Value, string Path)>();
        pending.Push((root, root?.GetType().Name ?? "null"));
        while (pending.TryPop(out var next))
        {
            if (next.Value is null || !seen.Add(next.Value))
            {
                continue;
            }

            var type = next.Value.GetType();
            Assert.False(IsForbidden(type), $"{next.Path} is {type}.");
            if (type.IsPrimitive || type.IsEnum || type == typeof(string))
            {
                continue;
            }

            if (next.Value is IEnumerable elements)
            {
                var index = 0;
                foreach (var element in elements)
                {
                    pending.Push((element, $"{next.Path}[{index++}]"));
                }
            }

            for (var level = type; level is not null; level = level.BaseType)
            {
                const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
                foreach (var field in level.GetFields(Own).Where(field => !field.FieldType.IsPointer))
                {
                    pending.Push((field.GetValue(next.Value), $"{next.Path}.{field.Name}"));
                }
            }
        }
    }

    private static bool IsForbidden(Type type) =>
        typeof(ISymbol).IsAssignableFrom(type)
        || typeof(SyntaxNode).IsAssignableFrom(type)
        || typeof(SyntaxTree).IsAssignableFrom(type)
        || typeof(SyntaxReference).IsAssignableFrom(type)
        || typeof(SemanticModel).IsAssignableFrom(type)
        || typeof(Compilation).IsAssignableFrom(type)
        || typeof(Location).IsAssignableFrom(type)
        || typeof(Diagnostic).IsAssignableFrom(type)
        || typeof(AttributeData).IsAssignableFrom(type)
        || type == typeof(SyntaxToken)
        || type == typeof(TypedConstant)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>));
}
