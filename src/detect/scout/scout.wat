;; One look at a piece of text: runs of ASCII digits and of letters of base64, odd units, kinds of characters, and the
;; literals of all patterns in four lanes.
;;
;; Memory in bytes, written by scout.ts except where it says "out":
;;        0  classes: u16 for each UTF-16 unit, doubled (the byte offset in a row of the table)
;;   131072  64 bytes of zeros, so that looks behind the start of the piece meet nothing
;;   131136  the piece, UTF-16, at most 32768 units, and 64 bytes behind it: blanks until "look" has run, then zeros
;;   200704  out: hits of four lanes, 65600 bytes apart; pairs of i32: position of the last unit, state
;;   463104  out: digit runs; i32: start, end, start, end, ...
;;   594192  out: bytes written for lanes 0 to 3 and for the runs, i32; then the kinds: 1 beyond ASCII, 2 a control
;;           character (in a text beyond ASCII perhaps without one); then the bytes written for the runs of base64
;;   594240  out: runs of 12 and more of A-Z a-z 0-9 + / - _; i32: start, end, start, end, ...
;;   614784  out: units that plain prose has none of, see odd-units.ts; a bit each
;;   618944  next states: u16, rows of 1 << (shift - 1)
(module
  (memory (export "memory") 10)

  ;; The state in front of a lane: the automaton has forgotten all that is older than the longest literal.
  (func $warm (param $at i32) (param $to i32) (param $shift i32) (result i32)
    (local $s i32)
    (block $done (loop $next
      (br_if $done (i32.ge_s (local.get $at) (local.get $to)))
      (local.set $s (i32.load16_u offset=618944 (i32.add
        (i32.shl (local.get $s) (local.get $shift))
        (i32.load16_u (i32.shl (i32.load16_u offset=131136 (local.get $at)) (i32.const 1))))))
      (local.set $at (i32.add (local.get $at) (i32.const 2)))
      (br $next)))
    (local.get $s))

  ;; Hits in units [from, from + length); `longest` literal in units, rows of 1 << shift bytes, `first` state with a hit.
  (func (export "literals") (param $from i32) (param $length i32) (param $longest i32) (param $shift i32) (param $first i32)
    (local $at i32) (local $end i32) (local $quarter i32) (local $back i32) (local $last i32)
    (local $o0 i32) (local $s0 i32) (local $h0 i32)
    (local $o1 i32) (local $s1 i32) (local $h1 i32)
    (local $o2 i32) (local $s2 i32) (local $h2 i32)
    (local $o3 i32) (local $s3 i32) (local $h3 i32)
    (local.set $quarter (i32.shl (i32.shr_u (local.get $length) (i32.const 2)) (i32.const 1)))
    (local.set $back (i32.shl (local.get $longest) (i32.const 1)))
    (local.set $last (i32.sub (local.get $first) (i32.const 1)))
    (local.set $o0 (i32.shl (local.get $from) (i32.const 1)))
    (local.set $o1 (i32.add (local.get $o0) (local.get $quarter)))
    (local.set $o2 (i32.add (local.get $o1) (local.get $quarter)))
    (local.set $o3 (i32.add (local.get $o2) (local.get $quarter)))
    (local.set $s0 (call $warm
      (select (i32.sub (local.get $o0) (local.get $back)) (i32.const 0) (i32.gt_s (local.get $o0) (local.get $back)))
      (local.get $o0) (local.get $shift)))
    (local.set $s1 (call $warm
      (select (i32.sub (local.get $o1) (local.get $back)) (i32.const 0) (i32.gt_s (local.get $o1) (local.get $back)))
      (local.get $o1) (local.get $shift)))
    (local.set $s2 (call $warm
      (select (i32.sub (local.get $o2) (local.get $back)) (i32.const 0) (i32.gt_s (local.get $o2) (local.get $back)))
      (local.get $o2) (local.get $shift)))
    (local.set $s3 (call $warm
      (select (i32.sub (local.get $o3) (local.get $back)) (i32.const 0) (i32.gt_s (local.get $o3) (local.get $back)))
      (local.get $o3) (local.get $shift)))
    (block $done (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $quarter)))
        (local.set $s0 (i32.load16_u offset=618944 (i32.add
          (i32.shl (local.get $s0) (local.get $shift))
          (i32.load16_u (i32.shl (i32.load16_u offset=131136 (i32.add (local.get $at) (local.get $o0))) (i32.const 1))))))
        (local.set $s1 (i32.load16_u offset=618944 (i32.add
          (i32.shl (local.get $s1) (local.get $shift))
          (i32.load16_u (i32.shl (i32.load16_u offset=131136 (i32.add (local.get $at) (local.get $o1))) (i32.const 1))))))
        (local.set $s2 (i32.load16_u offset=618944 (i32.add
          (i32.shl (local.get $s2) (local.get $shift))
          (i32.load16_u (i32.shl (i32.load16_u offset=131136 (i32.add (local.get $at) (local.get $o2))) (i32.const 1))))))
        (local.set $s3 (i32.load16_u offset=618944 (i32.add
          (i32.shl (local.get $s3) (local.get $shift))
          (i32.load16_u (i32.shl (i32.load16_u offset=131136 (i32.add (local.get $at) (local.get $o3))) (i32.const 1))))))
        ;; Below zero when one of the four has reached a state with a hit.
        (if (i32.lt_s (i32.or
            (i32.or (i32.sub (local.get $last) (local.get $s0)) (i32.sub (local.get $last) (local.get $s1)))
            (i32.or (i32.sub (local.get $last) (local.get $s2)) (i32.sub (local.get $last) (local.get $s3)))) (i32.const 0)) (then
          (if (i32.ge_u (local.get $s0) (local.get $first)) (then
            (i32.store offset=200704 (local.get $h0) (i32.shr_u (i32.add (local.get $at) (local.get $o0)) (i32.const 1)))
            (i32.store offset=200708 (local.get $h0) (local.get $s0))
            (local.set $h0 (i32.add (local.get $h0) (i32.const 8)))))
          (if (i32.ge_u (local.get $s1) (local.get $first)) (then
            (i32.store offset=266304 (local.get $h1) (i32.shr_u (i32.add (local.get $at) (local.get $o1)) (i32.const 1)))
            (i32.store offset=266308 (local.get $h1) (local.get $s1))
            (local.set $h1 (i32.add (local.get $h1) (i32.const 8)))))
          (if (i32.ge_u (local.get $s2) (local.get $first)) (then
            (i32.store offset=331904 (local.get $h2) (i32.shr_u (i32.add (local.get $at) (local.get $o2)) (i32.const 1)))
            (i32.store offset=331908 (local.get $h2) (local.get $s2))
            (local.set $h2 (i32.add (local.get $h2) (i32.const 8)))))
          (if (i32.ge_u (local.get $s3) (local.get $first)) (then
            (i32.store offset=397504 (local.get $h3) (i32.shr_u (i32.add (local.get $at) (local.get $o3)) (i32.const 1)))
            (i32.store offset=397508 (local.get $h3) (local.get $s3))
            (local.set $h3 (i32.add (local.get $h3) (i32.const 8)))))))
        (local.set $at (i32.add (local.get $at) (i32.const 2)))
        (br $next)))
    ;; What four does not divide is left to the last lane.
    (local.set $end (i32.sub (i32.shl (i32.add (local.get $from) (local.get $length)) (i32.const 1)) (local.get $o3)))
    (block $done (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $s3 (i32.load16_u offset=618944 (i32.add
          (i32.shl (local.get $s3) (local.get $shift))
          (i32.load16_u (i32.shl (i32.load16_u offset=131136 (i32.add (local.get $at) (local.get $o3))) (i32.const 1))))))
          (if (i32.ge_u (local.get $s3) (local.get $first)) (then
            (i32.store offset=397504 (local.get $h3) (i32.shr_u (i32.add (local.get $at) (local.get $o3)) (i32.const 1)))
            (i32.store offset=397508 (local.get $h3) (local.get $s3))
            (local.set $h3 (i32.add (local.get $h3) (i32.const 8)))))
        (local.set $at (i32.add (local.get $at) (i32.const 2)))
        (br $next)))
    (i32.store (i32.const 594192) (local.get $h0))
    (i32.store (i32.const 594196) (local.get $h1))
    (i32.store (i32.const 594200) (local.get $h2))
    (i32.store (i32.const 594204) (local.get $h3)))

  ;; Runs, odd units and kinds of the first `length` units.
  (func (export "look") (param $length i32)
    (local $at i32) (local $end i32) (local $bits i32) (local $edges i32) (local $carry i32) (local $out i32)
    (local $spelled i32) (local $run i32) (local $head i32) (local $inner i32) (local $found i32)
    (local $low v128) (local $high v128) (local $bytes v128) (local $any v128) (local $control v128) (local $digit v128)
    (local $line v128) (local $letter v128) (local $letters i32) (local $joined i32)
    (local.set $end (i32.shl (local.get $length) (i32.const 1)))
    (block $done (loop $next
        (br_if $done (i32.gt_u (local.get $at) (local.get $end)))
        (local.set $low (v128.load offset=131136 (local.get $at)))
        (local.set $high (v128.load offset=131152 (local.get $at)))
        (local.set $any (v128.or (local.get $any) (v128.or (local.get $low) (local.get $high))))
        ;; Sixteen units as bytes: what is beyond a byte becomes 0 or 255, and the text is known not to be ASCII.
        (local.set $bytes (i8x16.narrow_i16x8_u (local.get $low) (local.get $high)))
        ;; Written out: calls between functions are not inlined by every engine.
        (local.set $line (v128.or
          (i8x16.lt_u (i8x16.sub (local.get $bytes) (v128.const i8x16 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9)) (v128.const i8x16 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2))
          (i8x16.eq (local.get $bytes) (v128.const i8x16 13 13 13 13 13 13 13 13 13 13 13 13 13 13 13 13))))
        ;; Below the blank and no tab or line end, or 0x7F.
        (local.set $control (v128.or (local.get $control) (v128.or
          (i8x16.eq (local.get $bytes) (v128.const i8x16 127 127 127 127 127 127 127 127 127 127 127 127 127 127 127 127))
          (v128.andnot (i8x16.lt_u (local.get $bytes) (v128.const i8x16 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32)) (local.get $line)))))
        (local.set $letter (i8x16.lt_u
          (i8x16.sub (v128.or (local.get $bytes) (v128.const i8x16 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32)) (v128.const i8x16 97 97 97 97 97 97 97 97 97 97 97 97 97 97 97 97))
          (v128.const i8x16 26 26 26 26 26 26 26 26 26 26 26 26 26 26 26 26)))
        ;; Plain besides letters and line ends: blank, apostrophe, and 44 and 46, the comma and the full stop.
        (local.set $letters (i8x16.bitmask (local.get $letter)))
        (i32.store16 offset=614784 (i32.shr_u (local.get $at) (i32.const 4)) (i32.or
          (i32.xor (i32.const -1) (i8x16.bitmask (v128.or (v128.or (local.get $letter) (local.get $line)) (v128.or
            (v128.or
              (i8x16.eq (local.get $bytes) (v128.const i8x16 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32))
              (i8x16.eq (local.get $bytes) (v128.const i8x16 39 39 39 39 39 39 39 39 39 39 39 39 39 39 39 39)))
            (i8x16.eq (v128.and (local.get $bytes) (v128.const i8x16 253 253 253 253 253 253 253 253 253 253 253 253 253 253 253 253)) (v128.const i8x16 44 44 44 44 44 44 44 44 44 44 44 44 44 44 44 44))))))
          ;; A capital behind a letter.
          (i32.and
            (i8x16.bitmask (i8x16.lt_u (i8x16.sub (local.get $bytes) (v128.const i8x16 65 65 65 65 65 65 65 65 65 65 65 65 65 65 65 65)) (v128.const i8x16 26 26 26 26 26 26 26 26 26 26 26 26 26 26 26 26)))
            (i32.or (i32.shl (local.get $letters) (i32.const 1)) (local.get $joined)))))
        (local.set $joined (i32.shr_u (local.get $letters) (i32.const 15)))
        (local.set $digit (i8x16.lt_u (i8x16.sub (local.get $bytes) (v128.const i8x16 48 48 48 48 48 48 48 48 48 48 48 48 48 48 48 48)) (v128.const i8x16 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10)))
        (local.set $bits (i8x16.bitmask (local.get $digit)))
        ;; Letters of either case; 43, 45 and 47 are the odd ones of five; the underscore.
        (local.set $spelled (i8x16.bitmask (v128.or
          (v128.or (local.get $digit) (i8x16.eq (local.get $bytes) (v128.const i8x16 95 95 95 95 95 95 95 95 95 95 95 95 95 95 95 95)))
          (v128.or
            (local.get $letter)
            (v128.and
              (i8x16.lt_u (i8x16.sub (local.get $bytes) (v128.const i8x16 43 43 43 43 43 43 43 43 43 43 43 43 43 43 43 43)) (v128.const i8x16 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5))
              (i8x16.neg (v128.and (local.get $bytes) (v128.const i8x16 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1))))))))
        (if (i32.eq (local.get $spelled) (i32.const 0xffff)) (then
          (local.set $run (i32.add (local.get $run) (i32.const 16))))
        (else
          ;; The run that reaches into the sixteen ends in them, with $head of them.
          (local.set $head (i32.ctz (i32.xor (local.get $spelled) (i32.const -1))))
          (if (i32.ge_u (i32.add (local.get $run) (local.get $head)) (i32.const 12)) (then
            (i32.store offset=594240 (local.get $found)
              (i32.sub (i32.shr_u (local.get $at) (i32.const 1)) (local.get $run)))
            (i32.store offset=594244 (local.get $found)
              (i32.add (i32.shr_u (local.get $at) (i32.const 1)) (local.get $head)))
            (local.set $found (i32.add (local.get $found) (i32.const 8)))))
          ;; Bits at which twelve begin: one run at most lies within the sixteen and touches neither of their ends.
          (local.set $inner (i32.and (local.get $spelled) (i32.shr_u (local.get $spelled) (i32.const 1))))
          (local.set $inner (i32.and (local.get $inner) (i32.shr_u (local.get $inner) (i32.const 2))))
          (local.set $inner (i32.and (local.get $inner) (i32.shr_u (local.get $inner) (i32.const 4))))
          (local.set $inner (i32.and (local.get $inner) (i32.shr_u (local.get $inner) (i32.const 4))))
          (if (i32.and (i32.ne (local.get $inner) (i32.const 0)) (i32.eqz (i32.and (local.get $inner) (i32.const 1)))) (then
            (local.set $head (i32.ctz (local.get $inner)))
            (local.set $inner (i32.add (local.get $head)
              (i32.ctz (i32.xor (i32.shr_u (local.get $spelled) (local.get $head)) (i32.const -1)))))
            (if (i32.lt_u (local.get $inner) (i32.const 16)) (then
              (i32.store offset=594240 (local.get $found)
                (i32.add (i32.shr_u (local.get $at) (i32.const 1)) (local.get $head)))
              (i32.store offset=594244 (local.get $found)
                (i32.add (i32.shr_u (local.get $at) (i32.const 1)) (local.get $inner)))
              (local.set $found (i32.add (local.get $found) (i32.const 8)))))))
          (local.set $run (i32.clz (i32.xor (i32.shl (local.get $spelled) (i32.const 16)) (i32.const -1))))))
        (local.set $edges (i32.and
          (i32.xor (local.get $bits) (i32.or (i32.shl (local.get $bits) (i32.const 1)) (local.get $carry)))
          (i32.const 0xffff)))
        (local.set $carry (i32.shr_u (local.get $bits) (i32.const 15)))
        (block $none (loop $edge
            (br_if $none (i32.eqz (local.get $edges)))
            (i32.store offset=463104 (local.get $out)
              (i32.add (i32.shr_u (local.get $at) (i32.const 1)) (i32.ctz (local.get $edges))))
            (local.set $out (i32.add (local.get $out) (i32.const 4)))
            (local.set $edges (i32.and (local.get $edges) (i32.sub (local.get $edges) (i32.const 1))))
            (br $edge)))
        (local.set $at (i32.add (local.get $at) (i32.const 32)))
        (br $next)))
    (v128.store offset=131136 (local.get $end) (v128.const i64x2 0 0))
    (v128.store offset=131152 (local.get $end) (v128.const i64x2 0 0))
    (v128.store offset=131168 (local.get $end) (v128.const i64x2 0 0))
    (v128.store offset=131184 (local.get $end) (v128.const i64x2 0 0))
    (i32.store (i32.const 594208) (local.get $out))
    (i32.store (i32.const 594216) (local.get $found))
    (i32.store (i32.const 594212) (i32.or
      (v128.any_true (v128.andnot (local.get $any) (v128.const i16x8 127 127 127 127 127 127 127 127)))
      (i32.shl (v128.any_true (local.get $control)) (i32.const 1)))))
)
