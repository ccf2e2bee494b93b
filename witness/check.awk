# SPDX-License-Identifier: Apache-2.0
#
# Whether a witness's output is what README.md says. Variable `what` names it in messages.

function complain(why) {
    print what ": " name ": " why > "/dev/stderr"
    bad = 1
}

function begins(longer, shorter) { # of lists of callers; at most three count
    return index(longer ",", shorter ",") == 1
}

function first_three(list, parts, n) {
    n = split(list, parts, ",")
    return parts[1] (n > 1 ? "," parts[2] : "") (n > 2 ? "," parts[3] : "")
}

/^witness: begin prog=(static|dynamic) run=[0-9]+ pid=[0-9]+$/ { begun++; next }

/^witness: end / {
    if ($0 !~ /^witness: end prog=(static|dynamic) run=[0-9]+ truths=[0-9]+$/) complain("bad end line")
    sub(/.*truths=/, "")
    told = $0 + 0
    ended++
    next
}

{
    name = $0
    if ($0 !~ /^witness: case=[a-z0-9-]+ prog=(static|dynamic) run=[0-9]+ dir=[wr] fn=[0-9a-f]+-[0-9a-f]+ callers=(-|[0-9a-f]+(,[0-9a-f]+)*) buf=[0-9a-f]+\+[0-9]+ width=[0-9]+ accesses=[0-9]+ bytes=[0-9]+ stream=(-|pattern:[0-9]+|hex:[0-9a-f]*)( stack=1)?( same=[a-z0-9-]+)?$/) {
        complain("bad line")
        next
    }
    delete value
    for (i = 2; i <= NF; i++) {
        at = index($i, "=")
        value[substr($i, 1, at - 1)] = substr($i, at + 1)
    }
    name = value["case"]
    if (name in seen) complain("told twice")
    seen[name] = 1
    if (value["width"] * value["accesses"] != value["bytes"] && value["width"] * value["accesses"] != 0)
        complain("width times accesses are not bytes")
    if (value["stream"] ~ /^hex:/ && length(value["stream"]) != 4 + 2 * value["bytes"])
        complain("its hex is not as long as its bytes")
    split(value["fn"], fn, "-")
    if ((fn[1] == "0") != (fn[2] == "0") || (fn[1] != "0" && fn[1] == fn[2])) complain("no code")

    n++
    key[n] = value["dir"] " " value["fn"]
    names[n] = name
    callers[n] = first_three(value["callers"])
    share[n] = value["same"]
    for (i = 1; i < n && fn[1] != "0"; i++) {
        if (key[i] != key[n]) continue
        if (share[n] != "" && share[n] == share[i] && callers[n] == callers[i]) continue
        if (share[n] != share[i] || share[n] != "" || begins(callers[i], callers[n]) ||
            begins(callers[n], callers[i]))
            complain("its callers do not tell it from " names[i])
    }
}

END {
    name = "all"
    if (begun != 1 || ended != 1 || told != n || !n) complain("begin, end and number of truths do not fit")
    exit bad
}
